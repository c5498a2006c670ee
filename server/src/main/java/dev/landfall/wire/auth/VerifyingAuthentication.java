package dev.landfall.wire.auth;

import static dev.landfall.wire.auth.Unauthenticated.Reason.UNKNOWN_KEY;

import dev.landfall.wire.Realm;
import dev.landfall.wire.http.HttpRequest;

/** Believes only signatures made with the secret of a key that exists, of this request, now. */
public final class VerifyingAuthentication implements Authentication {
    private final AccessKeys keys;
    private final SigningKeys signingKeys = new SigningKeys();

    public VerifyingAuthentication(AccessKeys keys) {
        this.keys = keys;
    }

    @Override
    public Caller authenticate(HttpRequest request, byte[] body, String signingName) throws Unauthenticated {
        var signature = SignatureReader.read(request);
        Verification.requireScope(signature, signingName);
        Verification.requireCurrent(signature, request.receivedAt());
        var key = keys.find(signature.accessKeyId())
                .orElseThrow(() -> new Unauthenticated(UNKNOWN_KEY, Verification.INVALID_TOKEN));
        Verification.requireToken(key, signature);
        Verification.requireNotExpired(key, request.receivedAt());
        Verification.requireSignedHeaders(request, signature);
        var payloadHash = SigningKeys.sha256(body);
        Verification.requirePayload(request, payloadHash);
        var canonical = CanonicalRequest.of(request, signature, payloadHash);
        Verification.requireSame(signingKeys.sign(key.secret(), signature, canonical), signature.hex());
        return new Caller(
                key.principal(),
                new Realm(key.principal().account(), signature.scope().region()));
    }
}
