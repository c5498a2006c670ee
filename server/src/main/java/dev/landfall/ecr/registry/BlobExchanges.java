package dev.landfall.ecr.registry;

import dev.landfall.ecr.blob.Blob;
import dev.landfall.ecr.blob.BlobStore;
import dev.landfall.ecr.blob.Digest;
import dev.landfall.ecr.repository.Layer;
import dev.landfall.ecr.repository.Layers;
import dev.landfall.ecr.repository.RepositoryKey;
import dev.landfall.store.Store;
import dev.landfall.wire.http.HttpRequest;
import dev.landfall.wire.http.HttpResponse;
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
        headers(exchange.response(), layer.digest());
        exchange.response().status(200).header("Content-Length", Long.toString(layer.sizeBytes()));
    }

    private void get(Exchange exchange, RegistryPath.Blob path) throws IOException {
        var key = exchange.repository(path.name(), "ecr:GetDownloadUrlForLayer");
        var layer = require(exchange, key, Exchange.digest(path.digest()));
        try (var blob = blobs.find(layer.digest())
                .orElseThrow(() -> RegistryError.blobUnknown(layer.digest().toString()))) {
            send(exchange.request(), exchange.response(), blob);
        }
    }

    /** Sends a blob, or the range of it that was asked for. @throws RegistryError when there is none of it */
    static void send(HttpRequest request, HttpResponse response, Blob blob) throws IOException {
        switch (ByteRange.of(request.header("Range"), blob.size())) {
            case ByteRange.Whole whole -> {
                headers(response, blob.digest()).status(200);
                copy(response, blob, 0, blob.size());
            }
            case ByteRange.Part(var first, var last) -> {
                headers(response, blob.digest())
                        .status(206)
                        .header("Content-Range", "bytes " + first + "-" + last + "/" + blob.size());
                copy(response, blob, first, last - first + 1);
            }
            case ByteRange.Outside outside -> {
                response.header("Content-Range", "bytes */" + blob.size());
                throw new RegistryError(416, "RANGE_INVALID", "the blob has " + blob.size() + " bytes");
            }
        }
    }

    private static void copy(HttpResponse response, Blob blob, long offset, long length) throws IOException {
        response.header("Content-Length", Long.toString(length));
        blob.copy(offset, length, response.body());
    }

    private Layer require(Exchange exchange, RepositoryKey key, Digest digest) {
        return Layers.ask(store, key, digest, exchange.now())
                .orElseThrow(() -> RegistryError.blobUnknown(digest.toString()));
    }

    private static HttpResponse headers(HttpResponse response, Digest digest) {
        return response.header("Content-Type", "application/octet-stream")
                .header("Accept-Ranges", "bytes")
                .header("Docker-Content-Digest", digest.toString())
                .header("ETag", "\"" + digest + "\"");
    }
}
