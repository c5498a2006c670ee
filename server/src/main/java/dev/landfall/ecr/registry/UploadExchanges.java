package dev.landfall.ecr.registry;

import dev.landfall.ecr.blob.BlobFault;
import dev.landfall.ecr.blob.BlobStore;
import dev.landfall.ecr.blob.Digest;
import dev.landfall.ecr.repository.Kinds;
import dev.landfall.ecr.repository.Layers;
import dev.landfall.ecr.repository.Repositories;
import dev.landfall.ecr.repository.RepositoryKey;
import dev.landfall.ecr.repository.RepositoryName;
import dev.landfall.ecr.repository.UploadSession;
import dev.landfall.store.Store;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Layers on their way in: begun, continued, finished, cancelled, or mounted from where they already are. */
final class UploadExchanges {
    private static final Pattern CONTENT_RANGE = Pattern.compile("(?:bytes )?(\\d{1,18})-(\\d{1,18})(?:/.*)?");
    private static final Pattern UPLOAD_ID = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final Store store;
    private final BlobStore blobs;
    private final Supplier<UUID> ids;

    UploadExchanges(Store store, BlobStore blobs, Supplier<UUID> ids) {
        this.store = store;
        this.blobs = blobs;
        this.ids = ids;
    }

    void begin(Exchange exchange, RegistryPath.Uploads path) throws IOException {
        if (!exchange.request().method().equals("POST")) {
            throw exchange.notAllowed();
        }
        var key = exchange.repository(path.name(), "ecr:InitiateLayerUpload");
        if (mounted(exchange, key)) {
            return;
        }
        var digest = exchange.request().parameter("digest").map(Exchange::digest);
        var id = open(key, exchange);
        if (digest.isPresent()) {
            append(exchange, key, id, OptionalLong.of(0));
            finish(exchange, key, id, digest.get());
        } else {
            progress(exchange, key, id, 0).done(202);
        }
    }

    void answer(Exchange exchange, RegistryPath.Upload path) throws IOException {
        var key = exchange.repository(path.name(), "ecr:UploadLayerPart");
        var id = require(key, path.id());
        switch (exchange.request().method()) {
            case "GET", "HEAD" -> progress(exchange, key, id, received(id)).done(204);
            case "PATCH" -> {
                var size = append(exchange, key, id, expected(exchange, key, id));
                progress(exchange, key, id, size).done(202);
            }
            case "PUT" -> {
                exchange.repository(path.name(), "ecr:CompleteLayerUpload");
                var digest = exchange.request()
                        .parameter("digest")
                        .map(Exchange::digest)
                        .orElseThrow(() -> RegistryError.digestInvalid(""));
                append(exchange, key, id, expected(exchange, key, id));
                finish(exchange, key, id, digest);
            }
            case "DELETE" -> {
                blobs.cancel(id);
                forget(key, id);
                exchange.done(204);
            }
            default -> throw exchange.notAllowed();
        }
    }

    private UUID open(RepositoryKey key, Exchange exchange) {
        var id = ids.get();
        blobs.begin(id);
        try {
            store.transact(tx -> {
                Repositories.require(tx, key);
                return tx.put(
                        Kinds.UPLOAD, key.key().with(id.toString()), new UploadSession(id.toString(), exchange.now()));
            });
        } catch (RuntimeException refused) {
            blobs.cancel(id);
            throw refused;
        }
        return id;
    }

    private boolean mounted(Exchange exchange, RepositoryKey key) {
        var digest = exchange.request().parameter("mount").flatMap(Digest::parse);
        var source = exchange.request()
                .parameter("from")
                .flatMap(RepositoryName::parse)
                .map(name -> new RepositoryKey(exchange.realm(), name))
                .filter(from -> exchange.allowed(from, "ecr:GetDownloadUrlForLayer"));
        if (digest.isEmpty() || source.isEmpty()) {
            return false;
        }
        var linked = store.transact(tx -> Layers.find(tx, source.get(), digest.get())
                .map(layer -> Layers.link(tx, key, layer.digest(), layer.sizeBytes(), exchange.now())));
        linked.ifPresent(layer -> created(exchange, key, layer.digest()));
        return linked.isPresent();
    }

    private long append(Exchange exchange, RepositoryKey key, UUID id, OptionalLong expected) throws IOException {
        try {
            return blobs.append(id, expected, exchange.request().body())
                    .orElseThrow(() -> outOfOrder(exchange, key, id));
        } catch (BlobFault fault) {
            forgetIfGone(key, id);
            throw fault;
        }
    }

    private void finish(Exchange exchange, RepositoryKey key, UUID id, Digest digest) {
        try {
            var kept = blobs.keep(
                    id,
                    digest,
                    size -> store.transact(tx -> {
                        tx.delete(Kinds.UPLOAD, key.key().with(id.toString()));
                        return Layers.link(tx, key, digest, size, exchange.now());
                    }));
            if (!kept) {
                throw RegistryError.uploadUnknown(id.toString());
            }
        } finally {
            forgetIfGone(key, id);
        }
        created(exchange, key, digest);
    }

    private UUID require(RepositoryKey key, String id) {
        if (!UPLOAD_ID.matcher(id).matches()) {
            throw RegistryError.uploadUnknown(id);
        }
        var known = store.read(reader -> {
            Repositories.require(reader, key);
            return reader.get(Kinds.UPLOAD, key.key().with(id));
        });
        return known.map(session -> UUID.fromString(session.id()))
                .filter(found -> blobs.received(found).isPresent())
                .orElseThrow(() -> RegistryError.uploadUnknown(id));
    }

    /** Where the client says that its bytes begin; checked against their count where both are told. */
    private OptionalLong expected(Exchange exchange, RepositoryKey key, UUID id) {
        var header = exchange.request().header("Content-Range");
        if (header.isEmpty()) {
            return OptionalLong.empty();
        }
        var range = CONTENT_RANGE.matcher(header.get());
        if (!range.matches()) {
            throw outOfOrder(exchange, key, id);
        }
        var first = Long.parseLong(range.group(1));
        var length = exchange.request().contentLength();
        if (length.isPresent() && length.getAsLong() != Long.parseLong(range.group(2)) - first + 1) {
            throw RegistryError.sizeInvalid("Content-Range and Content-Length do not agree");
        }
        return OptionalLong.of(first);
    }

    private RegistryError outOfOrder(Exchange exchange, RepositoryKey key, UUID id) {
        progress(exchange, key, id, received(id));
        return new RegistryError(416, "BLOB_UPLOAD_INVALID", "the upload does not continue at this byte");
    }

    private long received(UUID id) {
        return blobs.received(id).orElse(0);
    }

    private void forgetIfGone(RepositoryKey key, UUID id) {
        if (blobs.received(id).isEmpty()) {
            forget(key, id);
        }
    }

    private void forget(RepositoryKey key, UUID id) {
        store.transact(tx -> tx.delete(Kinds.UPLOAD, key.key().with(id.toString())));
    }

    private static Exchange progress(Exchange exchange, RepositoryKey key, UUID id, long received) {
        exchange.response()
                .header("Location", "/v2/" + key.name() + "/blobs/uploads/" + id)
                .header("Docker-Upload-UUID", id.toString())
                .header("Range", "0-" + Math.max(0, received - 1));
        return exchange;
    }

    private static void created(Exchange exchange, RepositoryKey key, Digest digest) {
        exchange.response()
                .header("Location", "/v2/" + key.name() + "/blobs/" + digest)
                .header("Docker-Content-Digest", digest.toString());
        exchange.done(201);
    }
}
