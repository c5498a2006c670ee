package dev.landfall;

import dev.landfall.ecs.agent.Agent;
import dev.landfall.engine.Engine;
import dev.landfall.loop.Loop;
import dev.landfall.loop.Reconciler.Next;
import dev.landfall.wire.http.HttpServer;
import dev.landfall.wire.http.Listen;
import dev.landfall.wire.http.Route;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ports behind 169.254.170.2: the agent's, and AWS's APIs with every signature verified. They can only be opened once
 * the containers' network is there, which is made here and not waited for by whoever starts the server.
 */
final class TaskListeners implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TaskListeners.class);
    private static final Duration REPAIR = Duration.ofSeconds(15); // one short look at the kernel's tables
    private static final Duration ENGINE_PAUSE = Duration.ofSeconds(1);
    private static final String ALL = "all";

    private final Substrate substrate;
    private final Platform platform;
    private final Loop<String> loop;
    private final List<HttpServer> open = new ArrayList<>(); // by the loop's one run at a time

    TaskListeners(Substrate substrate, Platform platform) {
        this.substrate = substrate;
        this.platform = platform;
        this.loop = new Loop<>(
                Loop.Options.of("task endpoint", 1, REPAIR),
                substrate.scheduler(),
                substrate.random(),
                (key, now) -> look(),
                () -> List.of(ALL));
    }

    /** Begins to open the ports. Returns at once. */
    void start() {
        loop.start();
    }

    private Next look() {
        if (!open.isEmpty()) {
            substrate.taskEndpoint().repair();
            return Next.SETTLED;
        }
        if (substrate.taskEndpoint().obstacle().isPresent()) {
            return Next.SETTLED;
        }
        try {
            substrate.engine().makeNetwork();
        } catch (Engine.EngineAway e) { // without it there are no containers that could ask
            return Next.after(ENGINE_PAUSE);
        }
        open();
        return Next.SETTLED;
    }

    private void open() {
        if (!substrate.taskEndpoint().isOnThisHost()) {
            LOG.warn(
                    "Containers find nothing at 169.254.170.2: {}",
                    substrate.taskEndpoint().obstacle().orElse(""));
            return;
        }
        try {
            var agent = listen(platform.agentRoutes());
            var api = listen(platform.containerRoutes());
            substrate.taskEndpoint().ensure(Map.of(Agent.PORT, agent.port(), Agent.API_PORT, api.port()));
        } catch (IOException e) {
            shut();
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            shut();
            throw e;
        }
    }

    private HttpServer listen(List<Route> routes) throws IOException {
        var any = Listen.toContainers(substrate.taskEndpoint().hostAddress().toString(), 0);
        var server = HttpServer.start(any, routes, substrate.scheduler()::now, UUID::randomUUID);
        open.add(server);
        return server;
    }

    private void shut() {
        open.forEach(HttpServer::close);
        open.clear();
    }

    @Override
    public void close() {
        loop.close();
        shut();
    }
}
