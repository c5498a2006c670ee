package dev.landfall.wire.auth;

import dev.landfall.wire.Principal;
import java.util.List;

/** Decides whether a principal may do an action to resources. IAM's policies decide; on a laptop everyone may. */
@FunctionalInterface
public interface Authorizer {
    /** Allows everything. */
    Authorizer OPEN = (principal, action, resources) -> {};

    /**
     * @param action such as {@code ecs:RunTask}
     * @param resources their ARNs, or {@code *} for an action on nothing in particular
     * @throws Denied when policies do not allow it, with the text that AWS gives
     */
    void authorize(Principal principal, String action, List<String> resources);
}
