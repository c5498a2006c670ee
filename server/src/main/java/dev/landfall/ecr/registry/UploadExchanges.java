package dev.landfall.ecr.registry;

import dev.landfall.ecr.blob.Digest;
import dev.landfall.ecr.repository.Layers;
import dev.landfall.ecr.repository.RepositoryKey;
import dev.landfall.ecr.repository.RepositoryName;
import dev.landfall.ecr.repository.Uploads;
import dev.landfall.store.Store;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Pattern;

/** Layers on their way in: begun, continued, finished, cancelled, or mounted from where they already are. */
final class UploadExchanges {
    private static final Pattern CONTENT_RANGE = Pattern.compile("(?:bytes )?(\\d{1,18})-(\\d{1,18})(?:/.*)?");

    private final Store store;
    private final Uploads uploads;

    UploadExchanges(Store store, Uploads uploads) {
        this.store = store;
        this.uploads = uploads;
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
        var id = uploads.open(key, exchange.now());
        if (digest.isPresent()) {
            append(exchange, key, id, OptionalLong.of(0));
            finish(exchange, key, id, digest.get());
        } else {
            progress(exchange, key, id).done(202);
        }
    }

    void answer(Exchange exchange, RegistryPath.Upload path) throws IOException {
        var key = exchange.repository(path.name(), "ecr:UploadLayerPart");
        var id = uploads.find(key, path.id()).orElseThrow(() -> RegistryError.uploadUnknown(path.id()));
        switch (exchange.request().method()) {
            case "GET", "HEAD" -> progress(exchange, key, id).done(204);
            case "PATCH" -> {
                append(exchange, key, id, expected(exchange, key, id));
                progress(exchange, key, id).done(202);
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
                uploads.cancel(key, id);
                exchange.done(204);
            }
            default -> throw exchange.notAllowed();
        }
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

    private void append(Exchange exchange, RepositoryKey key, UUID id, OptionalLong expected) throws IOException {
        if (uploads.append(key, id, expected, exchange.request().body()).isEmpty()) {
            throw outOfOrder(exchange, key, id);
        }
    }

    private void finish(Exchange exchange, RepositoryKey key, UUID id, Digest digest) {
        if (!uploads.finish(key, id, digest, exchange.now())) {
            throw RegistryError.uploadUnknown(id.toString());
        }
        created(exchange, key, digest);
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
        progress(exchange, key, id);
        return new RegistryError(416, "BLOB_UPLOAD_INVALID", "the upload does not continue at this byte");
    }

    private Exchange progress(Exchange exchange, RepositoryKey key, UUID id) {
        exchange.response()
                .header("Location", "/v2/" + key.name() + "/blobs/uploads/" + id)
                .header("Docker-Upload-UUID", id.toString())
                .header("Range", "0-" + Math.max(0, uploads.received(id) - 1));
        return exchange;
    }

    private static void created(Exchange exchange, RepositoryKey key, Digest digest) {
        exchange.response()
                .header("Location", "/v2/" + key.name() + "/blobs/" + digest)
                .header("Docker-Content-Digest", digest.toString());
        exchange.done(201);
    }
}
