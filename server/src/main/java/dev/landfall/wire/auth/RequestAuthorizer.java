package dev.landfall.wire.auth;

import dev.landfall.wire.Principal;
import java.util.List;
import java.util.Map;

/**
 * Whoever decides about the request at hand, for operations on several resources that ask about each of them. Requests come
 * in at several doors, of which each has its own authorizer.
 */
public final class RequestAuthorizer {
    private static final ScopedValue<Authorizer> CURRENT = ScopedValue.newInstance();

    /** Outside of any request it is the platform itself that asks. */
    public static final Authorizer OF_REQUEST = new Authorizer() {
        @Override
        public void authorize(
                Principal principal, String action, List<String> resources, Map<String, List<String>> context) {
            CURRENT.orElse(Authorizer.OPEN).authorize(principal, action, resources, context);
        }

        @Override
        public boolean decides() {
            return CURRENT.orElse(Authorizer.OPEN).decides();
        }
    };

    private RequestAuthorizer() {}

    /** Does the work of a request about which an authorizer decides. */
    public static <R, X extends Throwable> R during(Authorizer authorizer, ScopedValue.CallableOp<R, X> work) throws X {
        return ScopedValue.where(CURRENT, authorizer).call(work);
    }
}
