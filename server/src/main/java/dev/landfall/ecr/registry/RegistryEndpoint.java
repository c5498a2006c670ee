package dev.landfall.ecr.registry;

import dev.landfall.contract.Fault;
import dev.landfall.ecr.LoginTokens;
import dev.landfall.ecr.RegistryAddress;
import dev.landfall.ecr.blob.BlobFault;
import dev.landfall.ecr.blob.BlobStore;
import dev.landfall.ecr.repository.Uploads;
import dev.landfall.store.Store;
import dev.landfall.wire.auth.Authorizer;
import dev.landfall.wire.http.Endpoint;
import dev.landfall.wire.http.HttpRequest;
import dev.landfall.wire.http.HttpResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Everything under {@code /v2/}: who is there, what is meant, and how a refusal looks. */
public final class RegistryEndpoint implements Endpoint {
    /** The prefix that this endpoint answers for. */
    public static final String PREFIX = "/v2/";

    private static final long DRAINED_BYTES = 64L * 1024 * 1024; // a layer of usual size; beyond it clients are cut off

    private final Door door;
    private final Authorizer authorizer;
    private final ManifestExchanges manifests;
    private final BlobExchanges blobs;
    private final UploadExchanges uploads;
    private final ListExchanges lists;

    public RegistryEndpoint(
            Store store,
            BlobStore blobs,
            LoginTokens tokens,
            RegistryAddress address,
            Authorizer authorizer,
            Uploads uploads) {
        this.door = new Door(tokens, address);
        this.authorizer = authorizer;
        this.manifests = new ManifestExchanges(store);
        this.blobs = new BlobExchanges(store, blobs);
        this.uploads = new UploadExchanges(store, uploads);
        this.lists = new ListExchanges(store);
    }

    @Override
    public void answer(HttpRequest request, HttpResponse response) throws IOException {
        response.header("Docker-Distribution-Api-Version", "registry/2.0");
        try {
            var login = door.login(request);
            if (login.isPresent()) {
                var caller = login.get();
                route(new Exchange(request, response, caller.realm(), caller.principal(), authorizer));
            } else {
                challenge(request, response);
            }
        } catch (RegistryError error) {
            refuse(request, response, error);
        } catch (Fault fault) {
            refuse(request, response, RegistryError.of(fault));
        } catch (BlobFault fault) {
            refuse(request, response, RegistryError.of(fault));
        }
    }

    private void route(Exchange exchange) throws IOException {
        var path = RegistryPath.parse(exchange.request().path())
                .orElseThrow(() -> new RegistryError(404, "UNSUPPORTED", "There is nothing at this path"));
        switch (path) {
            case RegistryPath.Base base -> lists.base(exchange);
            // ECR tells its repositories through its own API only.
            case RegistryPath.Catalog catalog -> throw exchange.notAllowed();
            case RegistryPath.Tags tags -> lists.tags(exchange, tags);
            case RegistryPath.Referrers referrers -> lists.referrers(exchange, referrers);
            case RegistryPath.Manifest manifest -> manifests.answer(exchange, manifest);
            case RegistryPath.Blob blob -> blobs.answer(exchange, blob);
            case RegistryPath.Uploads all -> uploads.begin(exchange, all);
            case RegistryPath.Upload upload -> uploads.answer(exchange, upload);
        }
    }

    private void challenge(HttpRequest request, HttpResponse response) throws IOException {
        response.status(401)
                .header("WWW-Authenticate", door.challenge(request))
                .header("Content-Type", "text/plain; charset=utf-8");
        response.send("Not Authorized\n".getBytes(StandardCharsets.UTF_8));
    }

    private static void refuse(HttpRequest request, HttpResponse response, RegistryError error) throws IOException {
        if (response.committed()) {
            throw new IOException("The answer was under way", error);
        }
        drain(request);
        response.status(error.status()).header("Content-Type", "application/json; charset=utf-8");
        response.send(RegistryJson.error(error).getBytes(StandardCharsets.UTF_8));
    }

    // Many clients read no answer before they have sent their body; to them, a closed connection is all they would see.
    private static void drain(HttpRequest request) {
        var buffer = new byte[64 * 1024];
        var left = DRAINED_BYTES;
        try {
            for (var read = request.body().read(buffer);
                    read >= 0 && left > 0;
                    read = request.body().read(buffer)) {
                left -= read;
            }
        } catch (IOException gone) {
            // Nobody is there to be told.
        }
    }
}
