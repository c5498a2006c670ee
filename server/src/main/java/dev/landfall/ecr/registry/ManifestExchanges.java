package dev.landfall.ecr.registry;

import dev.landfall.ecr.blob.Digest;
import dev.landfall.ecr.image.ImageName;
import dev.landfall.ecr.image.Manifest;
import dev.landfall.ecr.image.ManifestReader;
import dev.landfall.ecr.repository.EcrFaults;
import dev.landfall.ecr.repository.Image;
import dev.landfall.ecr.repository.ImageId;
import dev.landfall.ecr.repository.ImageRemoval;
import dev.landfall.ecr.repository.Images;
import dev.landfall.ecr.repository.Repositories;
import dev.landfall.store.Store;
import java.io.IOException;
import java.util.Optional;

/** Manifests: pushed, pulled and deleted, by tag and by digest. */
final class ManifestExchanges {
    private final Store store;

    ManifestExchanges(Store store) {
        this.store = store;
    }

    void answer(Exchange exchange, RegistryPath.Manifest path) throws IOException {
        switch (exchange.request().method()) {
            case "GET" -> get(exchange, path, true);
            case "HEAD" -> get(exchange, path, false);
            case "PUT" -> put(exchange, path);
            case "DELETE" -> delete(exchange, path);
            default -> throw exchange.notAllowed();
        }
    }

    private void get(Exchange exchange, RegistryPath.Manifest path, boolean pull) throws IOException {
        var key = exchange.repository(path.name(), "ecr:BatchGetImage");
        var id = id(path.reference());
        var found = store.read(reader -> {
            Repositories.require(reader, key);
            var image = Images.require(reader, key, id);
            return new Found(image, Images.manifest(reader, key, image.digest()));
        });
        if (pull && Images.staleSincePull(found.image(), exchange.now())) {
            store.transact(tx -> {
                Images.pulled(tx, key, found.image().digest(), exchange.now());
                return found;
            });
        }
        exchange.response()
                .status(200)
                .header("Content-Type", found.image().type().mediaType())
                .header("Docker-Content-Digest", found.image().digest().toString())
                .header("ETag", "\"" + found.image().digest() + "\"");
        exchange.response().send(found.manifest());
    }

    private void put(Exchange exchange, RegistryPath.Manifest path) throws IOException {
        var key = exchange.repository(path.name(), "ecr:PutImage");
        var id = id(path.reference());
        var manifest = read(exchange);
        id.namedDigest().filter(digest -> !digest.equals(manifest.digest())).ifPresent(digest -> {
            throw new RegistryError(
                    400, "DIGEST_INVALID", "provided digest does not match the manifest's digest " + manifest.digest());
        });
        store.transact(tx -> Images.push(tx, key, manifest, id.namedTag(), exchange.now()));
        exchange.response()
                .header("Location", "/v2/" + key.name() + "/manifests/" + manifest.digest())
                .header("Docker-Content-Digest", manifest.digest().toString());
        manifest.subject()
                .ifPresent(subject -> exchange.response()
                        .header("OCI-Subject", subject.digest().toString()));
        exchange.done(201);
    }

    private void delete(Exchange exchange, RegistryPath.Manifest path) {
        var key = exchange.repository(path.name(), "ecr:BatchDeleteImage");
        var id = id(path.reference());
        var removal = store.transact(tx -> {
            Repositories.require(tx, key);
            return ImageRemoval.of(tx, key, id, exchange.now());
        });
        switch (removal) {
            case ImageRemoval.Removed removed -> exchange.done(202);
            case ImageRemoval.NotFound absent ->
                throw EcrFaults.imageNotFound(key, id.namedDigest().map(Digest::toString), id.namedTag());
            case ImageRemoval.OtherDigest other -> throw new IllegalStateException("A path has a tag or a digest");
            case ImageRemoval.Referenced(var parents) ->
                throw RegistryError.denied("Requested image referenced by manifest list: " + parents);
        }
    }

    private static Manifest read(Exchange exchange) throws IOException {
        var bytes = exchange.request().body().readNBytes(Manifest.MAX_BYTES + 1);
        if (bytes.length > Manifest.MAX_BYTES) {
            throw new RegistryError(413, "SIZE_INVALID", "manifest is larger than " + Manifest.MAX_BYTES + " bytes");
        }
        try {
            return ManifestReader.read(bytes, declaredType(exchange));
        } catch (Manifest.Invalid invalid) {
            throw new RegistryError(400, "MANIFEST_INVALID", String.valueOf(invalid.getMessage()));
        }
    }

    // curl and some scripts send their own default type where they mean none.
    private static Optional<String> declaredType(Exchange exchange) {
        return exchange.request()
                .header("Content-Type")
                .filter(type -> !type.startsWith("application/x-www-form-urlencoded")
                        && !type.equals("application/json")
                        && !type.equals("application/octet-stream"));
    }

    private static ImageId id(String reference) {
        if (ImageName.validTag(reference)) {
            return new ImageId.ByTag(reference);
        }
        if (reference.indexOf(':') < 0) {
            throw new RegistryError(400, "TAG_INVALID", "'" + reference + "' is not a tag");
        }
        return new ImageId.ByDigest(Exchange.digest(reference));
    }

    private record Found(Image image, byte[] manifest) {}
}
