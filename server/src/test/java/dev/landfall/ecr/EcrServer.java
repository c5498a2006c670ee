package dev.landfall.ecr;

import dev.landfall.contract.ecr.EcrService;
import dev.landfall.ecr.blob.BlobStore;
import dev.landfall.loop.VirtualScheduler;
import dev.landfall.store.Store;
import dev.landfall.store.sqlite.SqliteStore;
import dev.landfall.wire.ApiEndpoint;
import dev.landfall.wire.Operations;
import dev.landfall.wire.PageTokens;
import dev.landfall.wire.auth.AccessKeys;
import dev.landfall.wire.auth.Authorizer;
import dev.landfall.wire.auth.OpenAuthentication;
import dev.landfall.wire.http.HttpServer;
import dev.landfall.wire.http.Listen;
import dev.landfall.wire.http.Route;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** ECR alone on a port, for the clients that people use: its API, its registry, and a real store. */
public final class EcrServer implements AutoCloseable {
    private final VirtualScheduler scheduler = new VirtualScheduler();
    private final Store store;
    private final Ecr ecr;
    private final HttpServer http;
    private final RegistryAddress address;

    public EcrServer(Path directory) throws IOException {
        store = SqliteStore.open(directory.resolve("state.db"));
        address = new RegistryAddress(freePort(), false);
        var secret = new byte[32];
        var blobs = new BlobStore(directory.resolve("registry"), BlobStore.Limits.AWS);
        ecr = new Ecr(store, blobs, address, secret, new PageTokens(secret), scheduler, UUID::randomUUID);
        var api = Operations.bind(EcrService.MODEL, ecr.operations());
        var routes = new ArrayList<>(ecr.routes(Authorizer.OPEN));
        routes.add(new Route(
                "/", new ApiEndpoint(List.of(api), new OpenAuthentication(AccessKeys.NONE), Authorizer.OPEN)));
        http = HttpServer.start(Listen.on("127.0.0.1", address.port()), routes, scheduler::now, UUID::randomUUID);
    }

    /** The host and port that docker is told. */
    public String host() {
        return address.shared();
    }

    public ImageReferences references() {
        return ecr.references();
    }

    public String endpoint() {
        return "http://" + host();
    }

    @Override
    public void close() {
        http.close();
        ecr.close();
        scheduler.close();
        store.close();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Runs until its input ends: for trying things by hand. */
    public static void main(String[] directory) throws IOException {
        try (var server = new EcrServer(Path.of(directory[0]))) {
            System.out.println(server.endpoint());
            System.in.readAllBytes();
        }
    }
}
