package dev.landfall.ecr.registry;

import dev.landfall.ecr.blob.Digest;
import dev.landfall.ecr.repository.RepositoryKey;
import dev.landfall.ecr.repository.RepositoryName;
import dev.landfall.wire.Principal;
import dev.landfall.wire.Realm;
import dev.landfall.wire.auth.Authorizer;
import dev.landfall.wire.auth.Denied;
import dev.landfall.wire.http.HttpRequest;
import dev.landfall.wire.http.HttpResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** One request to a registry, by somebody who is logged in. */
record Exchange(HttpRequest request, HttpResponse response, Realm realm, Principal principal, Authorizer authorizer) {
    Instant now() {
        return request.receivedAt();
    }

    /** The repository of that name, if the caller may do this with it. @throws RegistryError */
    RepositoryKey repository(String name, String action) {
        var key =
                new RepositoryKey(realm, RepositoryName.parse(name).orElseThrow(() -> RegistryError.nameInvalid(name)));
        try {
            authorizer.authorize(principal, action, List.of(key.arn()));
        } catch (Denied denied) {
            throw RegistryError.denied(denied.text());
        }
        return key;
    }

    boolean allowed(RepositoryKey key, String action) {
        try {
            authorizer.authorize(principal, action, List.of(key.arn()));
            return true;
        } catch (Denied denied) {
            return false;
        }
    }

    static Digest digest(String text) {
        return Digest.parse(text).orElseThrow(() -> RegistryError.digestInvalid(text));
    }

    /** Answers without a body. */
    void done(int status) {
        response.status(status);
        if (status != 204) {
            response.header("Content-Length", "0");
        }
    }

    void json(int status, String mediaType, String text) throws IOException {
        response.status(status).header("Content-Type", mediaType);
        response.send(text.getBytes(StandardCharsets.UTF_8));
    }

    RegistryError notAllowed() {
        return RegistryError.unsupported(request.method() + " is not supported here");
    }
}
