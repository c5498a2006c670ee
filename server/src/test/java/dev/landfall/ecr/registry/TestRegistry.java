package dev.landfall.ecr.registry;

import dev.landfall.ecr.LoginToken;
import dev.landfall.ecr.LoginTokens;
import dev.landfall.ecr.RegistryAddress;
import dev.landfall.ecr.blob.BlobStore;
import dev.landfall.ecr.repository.Repositories;
import dev.landfall.ecr.repository.Repository;
import dev.landfall.ecr.repository.RepositoryKey;
import dev.landfall.ecr.repository.RepositoryName;
import dev.landfall.ecr.repository.TagMutability;
import dev.landfall.ecr.repository.Uploads;
import dev.landfall.store.Store;
import dev.landfall.store.memory.MemoryStore;
import dev.landfall.wire.Principal;
import dev.landfall.wire.Realm;
import dev.landfall.wire.auth.Denied;
import dev.landfall.wire.http.HttpServer;
import dev.landfall.wire.http.Listen;
import dev.landfall.wire.http.Route;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A registry that answers on a port of its own, and a client that is logged in to it. */
final class TestRegistry implements AutoCloseable {
    static final Realm REALM = new Realm("123456789012", "eu-west-1");

    final Store store = new MemoryStore();
    final LoginTokens tokens = new LoginTokens(new byte[32]);
    final HttpClient client = HttpClient.newHttpClient();
    private final Path directory;
    private final BlobStore.Limits limits;
    BlobStore blobs;
    Uploads uploads;
    private HttpServer server;

    TestRegistry(Path directory, BlobStore.Limits limits) throws IOException {
        this.directory = directory;
        this.limits = limits;
        start(0);
    }

    /** Stops and starts again on the same port, with what is on disk and in the store. */
    void restart() throws IOException {
        var port = server.port();
        server.close();
        start(port);
    }

    private void start(int port) throws IOException {
        blobs = new BlobStore(directory, limits);
        uploads = new Uploads(store, blobs, UUID::randomUUID);
        var endpoint = new RegistryEndpoint(
                store, blobs, tokens, new RegistryAddress(4566, true), TestRegistry::authorize, uploads);
        server = HttpServer.start(
                Listen.on("127.0.0.1", port),
                List.of(new Route(RegistryEndpoint.PREFIX, endpoint)),
                InstantSource.system(),
                UUID::randomUUID);
    }

    private static void authorize(
            Principal principal, String action, List<String> resources, Map<String, List<String>> context) {
        if (principal.arn().endsWith("user/nobody")) {
            throw new Denied(action + " on " + resources + " is not for " + principal.arn());
        }
    }

    RepositoryKey create(String name, TagMutability mutability) {
        var key = new RepositoryKey(REALM, new RepositoryName(name));
        store.transact(tx -> {
            Repositories.create(tx, key, new Repository(key.name(), Instant.EPOCH, mutability, false, Map.of()));
            return key;
        });
        return key;
    }

    int port() {
        return server.port();
    }

    String login(Realm realm, String user, Instant now) {
        var principal =
                new Principal(realm.account(), "arn:aws:iam::" + realm.account() + ":user/" + user, "AIDAX", "AKIAX");
        var password = tokens.password(tokens.issue(realm, principal, now));
        return basic(LoginToken.USER + ":" + password);
    }

    static String basic(String pair) {
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    HttpResponse<byte[]> send(String method, String path, BodyPublisher body, String... headers) {
        return sendAs(login(REALM, "someone", Instant.now()), method, path, body, headers);
    }

    HttpResponse<byte[]> sendAs(String login, String method, String path, BodyPublisher body, String... headers) {
        var uri = URI.create("http://127.0.0.1:" + server.port() + path);
        var request = HttpRequest.newBuilder(uri).method(method, body);
        if (!login.isEmpty()) {
            request.header("Authorization", login);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        client.close();
        server.close();
        store.close();
    }
}
