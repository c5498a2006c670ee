package dev.landfall.wire;

import dev.landfall.contract.ecs.EcsService;
import dev.landfall.wire.auth.AccessKeys;
import dev.landfall.wire.auth.Authorizer;
import dev.landfall.wire.auth.OpenAuthentication;
import dev.landfall.wire.http.HttpServer;
import dev.landfall.wire.http.Listen;
import dev.landfall.wire.http.Route;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/** The way of a request with nothing at its end: what load is measured on. Takes a port. */
public final class TinyServer {
    private TinyServer() {}

    public static void main(String[] arguments) throws IOException {
        var api = new ApiEndpoint(
                List.of(Operations.bind(EcsService.MODEL, new TinyEcs())),
                new OpenAuthentication(AccessKeys.NONE),
                Authorizer.OPEN);
        HttpServer.start(
                Listen.on("127.0.0.1", Integer.parseInt(arguments[0])),
                List.of(new Route("/", api)),
                InstantSource.system(),
                UUID::randomUUID);
    }
}
