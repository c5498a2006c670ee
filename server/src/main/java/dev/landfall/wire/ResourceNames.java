package dev.landfall.wire;

import dev.landfall.contract.Structure;
import java.util.List;

/**
 * Tells which resources a call touches, so that policies on those resources can decide about it. An operations class
 * that implements this speaks for its own operations; for the others a call is about {@code *}.
 */
@FunctionalInterface
public interface ResourceNames {
    ResourceNames ANYTHING = (operation, in, realm) -> List.of("*");

    /**
     * @param operation by its wire name, such as {@code RunTask}
     * @return ARNs, at least one; {@code *} where AWS's authorization reference names no resource
     */
    List<String> resourcesOf(String operation, Structure in, Realm realm);
}
