package dev.landfall.ecr.registry;

import dev.landfall.ecr.LayerLinks;
import dev.landfall.ecr.blob.Blob;
import dev.landfall.ecr.blob.BlobStore;
import dev.landfall.ecr.blob.Digest;
import dev.landfall.ecr.repository.Layers;
import dev.landfall.ecr.repository.RepositoryKey;
import dev.landfall.store.Store;
import dev.landfall.wire.http.Endpoint;
import dev.landfall.wire.http.HttpRequest;
import dev.landfall.wire.http.HttpResponse;
import java.io.IOException;
import java.util.Optional;

/** Gives a layer to whoever has the address that GetDownloadUrlForLayer made for it, while it is good. */
public final class LayerDownload implements Endpoint {
    private final Store store;
    private final BlobStore blobs;
    private final LayerLinks links;

    public LayerDownload(Store store, BlobStore blobs, LayerLinks links) {
        this.store = store;
        this.blobs = blobs;
        this.links = links;
    }

    @Override
    public void answer(HttpRequest request, HttpResponse response) throws IOException {
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            response.status(405).header("Content-Length", "0");
            return;
        }
        var blob = layer(request);
        if (blob.isEmpty()) {
            response.status(403).header("Content-Length", "0");
            return;
        }
        try (var open = blob.get()) {
            BlobExchanges.send(request, response, open);
        } catch (RegistryError outside) {
            response.status(outside.status()).header("Content-Length", "0");
        }
    }

    private Optional<Blob> layer(HttpRequest request) throws IOException {
        var digest = Digest.parse(request.path().substring(LayerLinks.PREFIX.length()));
        var repository = request.parameter("repository").flatMap(RepositoryKey::parse);
        var expires = request.parameter("expires").orElse("");
        var signature = request.parameter("signature").orElse("");
        if (digest.isEmpty()
                || repository.isEmpty()
                || !links.valid(repository.get().arn(), digest.get(), expires, signature, request.receivedAt())) {
            return Optional.empty();
        }
        var layer = store.read(reader -> Layers.find(reader, repository.get(), digest.get()));
        return layer.isEmpty() ? Optional.empty() : blobs.find(digest.get());
    }
}
