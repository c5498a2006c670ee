package dev.landfall.ecr;

import dev.landfall.ecr.blob.BlobStore;
import dev.landfall.ecr.registry.LayerDownload;
import dev.landfall.ecr.registry.RegistryEndpoint;
import dev.landfall.ecr.repository.Uploads;
import dev.landfall.loop.Scheduler;
import dev.landfall.store.Store;
import dev.landfall.wire.PageTokens;
import dev.landfall.wire.auth.Authorizer;
import dev.landfall.wire.http.Route;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/** ECR, put together: its operations, its registry's routes, its sweep, and the way others find its images. */
public final class Ecr implements AutoCloseable {
    private final Store store;
    private final BlobStore blobs;
    private final RegistryAddress address;
    private final PageTokens pages;
    private final LoginTokens logins;
    private final LayerLinks links;
    private final Uploads uploads;
    private final RegistrySweep sweep;

    /**
     * @param secret at least 32 bytes that only this installation knows
     * @param ids of uploads
     */
    public Ecr(
            Store store,
            BlobStore blobs,
            RegistryAddress address,
            byte[] secret,
            PageTokens pages,
            Scheduler scheduler,
            Supplier<UUID> ids) {
        this.store = store;
        this.blobs = blobs;
        this.address = address;
        this.pages = pages;
        this.logins = new LoginTokens(secret);
        this.links = new LayerLinks(secret);
        this.uploads = new Uploads(store, blobs, ids);
        this.sweep = new RegistrySweep(store, blobs, uploads, scheduler);
    }

    /** To be bound to {@code EcrService.MODEL}. */
    public Object[] operations() {
        return new Object[] {
            new EcrResources(),
            new RepositoryOperations(store, address, pages),
            new TagOperations(store),
            new AuthorizationOperations(logins, address),
            new ImageOperations(store, pages),
            new ImageBatchOperations(store),
            new ReferrerOperations(store, pages),
            new LayerOperations(store, address, links),
            new LayerUploadOperations(store, uploads),
        };
    }

    /** The registry itself, beside the AWS API on the same port. */
    public List<Route> routes(Authorizer authorizer) {
        return List.of(
                new Route(
                        RegistryEndpoint.PREFIX,
                        new RegistryEndpoint(store, blobs, logins, address, authorizer, uploads)),
                new Route(LayerLinks.PREFIX, new LayerDownload(store, blobs, links)));
    }

    public ImageReferences references() {
        return new ImageReferences(store, address, logins);
    }

    /** Begins to sweep. */
    public void start() {
        sweep.start();
    }

    @Override
    public void close() {
        sweep.close();
    }
}
