package dev.landfall.wire;

import dev.landfall.contract.Structure;
import java.util.List;

/**
 * Tells which resources a call touches, so that policies on those resources can decide about it. One given to
 * {@link Operations#bind} among the operations classes speaks for all operations of the service; without one every call
 * is about {@code *}.
 */
@FunctionalInterface
public interface ResourceNames {
    /** What a call is about that is about nothing in particular. */
    List<String> ANYTHING = List.of("*");

    /**
     * @param operation by its wire name, such as {@code RunTask}
     * @return ARNs, at least one; {@link #ANYTHING} where AWS's authorization reference names no resource
     */
    List<String> resourcesOf(String operation, Structure in, Call call);
}
