package dev.landfall.wire.auth;

import dev.landfall.wire.Principal;
import dev.landfall.wire.Realm;
import dev.landfall.wire.http.HttpRequest;

/** Tells who sent a request. */
@FunctionalInterface
public interface Authentication {
    /** Who calls, and in which account and region. */
    record Caller(Principal principal, Realm realm) {
        /** The sender of an unsigned call, to the few operations that take one. */
        public static final Caller ANONYMOUS =
                new Caller(Principal.ANONYMOUS, new Realm(Realm.DEFAULT_ACCOUNT, Realm.DEFAULT_REGION));
    }

    /**
     * @param body the whole of it; the signature covers it
     * @param signingName of the service that is called, such as {@code ecs}
     */
    Caller authenticate(HttpRequest request, byte[] body, String signingName) throws Unauthenticated;
}
