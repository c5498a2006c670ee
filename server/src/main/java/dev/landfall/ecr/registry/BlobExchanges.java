package dev.landfall.ecr.registry;

import dev.landfall.ecr.blob.Blob;
import dev.landfall.ecr.blob.BlobStore;
import dev.landfall.ecr.blob.Digest;
import dev.landfall.ecr.repository.Layer;
import dev.landfall.ecr.repository.Layers;
import dev.landfall.ecr.repository.RepositoryKey;
import dev.landfall.store.Store;
import java.io.IOException;

/** Blobs: asked for and read. A repository has those that were pushed or mounted into it, whatever others have. */
final class BlobExchanges {
    private final Store store;
    private final BlobStore blobs;

    BlobExchanges(Store store, BlobStore blobs) {
        this.store = store;
        this.blobs = blobs;
    }

    void answer(Exchange exchange, RegistryPath.Blob path) throws IOException {
        switch (exchange.request().method()) {
            case "HEAD" -> head(exchange, path);
            case "GET" -> get(exchange, path);
            // Layers go when no image needs them any more; ECR lets nobody take one away from under an image.
            default -> throw exchange.notAllowed();
        }
    }

    private void head(Exchange exchange, RegistryPath.Blob path) {
        var key = exchange.repository(path.name(), "ecr:BatchCheckLayerAvailability");
        var layer = require(exchange, key, Exchange.digest(path.digest()));
        headers(exchange, layer.digest())
                .response()
                .status(200)
                .header("Content-Length", Long.toString(layer.sizeBytes()));
    }

    private void get(Exchange exchange, RegistryPath.Blob path) throws IOException {
        var key = exchange.repository(path.name(), "ecr:GetDownloadUrlForLayer");
        var layer = require(exchange, key, Exchange.digest(path.digest()));
        try (var blob = blobs.find(layer.digest())
                .orElseThrow(() -> RegistryError.blobUnknown(layer.digest().toString()))) {
            send(exchange, blob);
        }
    }

    /** Sends a blob, or the range of it that was asked for. */
    static void send(Exchange exchange, Blob blob) throws IOException {
        var range = ByteRange.of(exchange.request().header("Range"), blob.size());
        headers(exchange, blob.digest());
        var response = exchange.response();
        switch (range) {
            case ByteRange.Whole whole -> {
                response.status(200).header("Content-Length", Long.toString(blob.size()));
                blob.copy(0, blob.size(), response.body());
            }
            case ByteRange.Part(var first, var last) -> {
                response.status(206)
                        .header("Content-Range", "bytes " + first + "-" + last + "/" + blob.size())
                        .header("Content-Length", Long.toString(last - first + 1));
                blob.copy(first, last - first + 1, response.body());
            }
            case ByteRange.Outside outside -> {
                response.header("Content-Range", "bytes */" + blob.size());
                throw new RegistryError(416, "RANGE_INVALID", "the blob has " + blob.size() + " bytes");
            }
        }
    }

    private Layer require(Exchange exchange, RepositoryKey key, Digest digest) {
        return Layers.ask(store, key, digest, exchange.now())
                .orElseThrow(() -> RegistryError.blobUnknown(digest.toString()));
    }

    private static Exchange headers(Exchange exchange, Digest digest) {
        exchange.response()
                .header("Content-Type", "application/octet-stream")
                .header("Accept-Ranges", "bytes")
                .header("Docker-Content-Digest", digest.toString())
                .header("ETag", "\"" + digest + "\"");
        return exchange;
    }
}
