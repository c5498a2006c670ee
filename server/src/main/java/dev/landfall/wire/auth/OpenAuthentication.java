package dev.landfall.wire.auth;

import dev.landfall.wire.Principal;
import dev.landfall.wire.Realm;
import dev.landfall.wire.http.HttpRequest;

/**
 * Takes any well-formed signature for good, as tools on a laptop expect. A key that IAM knows means its owner; any other
 * means root of the account it spells with twelve digits, or of the default account. Pages in browsers are refused.
 */
public final class OpenAuthentication implements Authentication {
    private final AccessKeys keys;

    public OpenAuthentication(AccessKeys keys) {
        this.keys = keys;
    }

    @Override
    public Caller authenticate(HttpRequest request, byte[] body, String signingName) throws Unauthenticated {
        BrowserGuard.refusePages(request);
        var signature = SignatureReader.read(request);
        var known = keys.find(signature.accessKeyId());
        if (known.isPresent()) {
            Verification.requireNotExpired(known.get(), request.receivedAt());
        }
        var principal = known.map(AccessKey::principal).orElseGet(() -> root(signature.accessKeyId()));
        return new Caller(
                principal, new Realm(principal.account(), signature.scope().region()));
    }

    private static Principal root(String accessKeyId) {
        var isAccount = accessKeyId.length() == 12 && accessKeyId.chars().allMatch(c -> c >= '0' && c <= '9');
        return Principal.root(isAccount ? accessKeyId : Realm.DEFAULT_ACCOUNT, accessKeyId);
    }
}
