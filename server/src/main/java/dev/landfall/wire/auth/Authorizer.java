package dev.landfall.wire.auth;

import dev.landfall.wire.Principal;
import java.util.List;
import java.util.Map;

/** Decides whether a principal may do an action to resources. IAM's policies decide; on a laptop everyone may. */
@FunctionalInterface
public interface Authorizer {
    /** Allows everything. */
    Authorizer OPEN = new Authorizer() {
        @Override
        public void authorize(
                Principal principal, String action, List<String> resources, Map<String, List<String>> context) {}

        @Override
        public boolean decides() {
            return false;
        }
    };

    /**
     * @param action such as {@code ecs:RunTask}
     * @param resources their ARNs, or {@code *} for an action on nothing in particular
     * @param context condition keys of this action, such as {@code iam:PassedToService}, beside what is known of the caller
     * @throws Denied when policies do not allow it, with the text that AWS gives
     */
    void authorize(Principal principal, String action, List<String> resources, Map<String, List<String>> context);

    default void authorize(Principal principal, String action, List<String> resources) {
        authorize(principal, action, resources, Map.of());
    }

    /** Whether it ever refuses: where it does not, nobody needs to look up what to ask it about. */
    default boolean decides() {
        return true;
    }
}
