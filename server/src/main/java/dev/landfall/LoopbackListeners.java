package dev.landfall;

import dev.landfall.engine.Engine;
import dev.landfall.engine.Engine.EngineAway;
import dev.landfall.loop.Loop;
import dev.landfall.loop.Reconciler.Next;
import dev.landfall.loop.Scheduler;
import dev.landfall.network.HostDevices;
import dev.landfall.network.Ipv4;
import dev.landfall.network.LoopbackEndpoint;
import dev.landfall.wire.http.HttpServer;
import dev.landfall.wire.http.Listen;
import dev.landfall.wire.http.Route;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The two ports of the loopback device for containers on the host's network. They are opened when the first such container
 * is to start, and from then on whenever the server starts, before anything else may take them.
 */
final class LoopbackListeners implements LoopbackEndpoint, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LoopbackListeners.class);
    private static final Duration LOOK = Duration.ofSeconds(15); // at what is usually open and found to be here
    private static final Duration ENGINE_PAUSE = Duration.ofSeconds(1);
    private static final String ALL = "all";

    private final Scheduler scheduler;
    private final Engine engine;
    private final Ipv4 engineAddress;
    private final KeptPort agent;
    private final KeptPort api;
    private final Loop<String> loop;
    private volatile List<Route> agentRoutes = List.of();
    private volatile List<Route> apiRoutes = List.of();
    private volatile IntConsumer whenOpened = port -> {};
    private volatile boolean engineIsElsewhere; // as far as is known

    /**
     * @param data the folder where the ports are remembered
     * @param engineAddress what the host of the engine has, once its network for containers is made
     * @throws IOException when the folder cannot be read
     */
    LoopbackListeners(Path data, Engine engine, Ipv4 engineAddress, Scheduler scheduler, RandomGenerator random)
            throws IOException {
        this.scheduler = scheduler;
        this.engine = engine;
        this.engineAddress = engineAddress;
        this.agent = new KeptPort("agent", data.resolve("agent.port"), port -> listen(port, agentRoutes), random);
        this.api = new KeptPort("AWS APIs", data.resolve("api.port"), port -> listen(port, apiRoutes), random);
        this.loop = new Loop<>(
                Loop.Options.of("loopback endpoint", 1, LOOK),
                scheduler,
                random,
                (key, now) -> look(),
                () -> List.of(ALL));
    }

    /**
     * Answers at the ports that containers know, and from now on at those that they will.
     *
     * @param agentRoutes what answers at the agent's
     * @param apiRoutes what answers at that of AWS's APIs
     * @param whenOpened is told each port
     * @throws IOException when the folder cannot be written
     */
    void start(List<Route> agentRoutes, List<Route> apiRoutes, IntConsumer whenOpened) throws IOException {
        this.agentRoutes = agentRoutes;
        this.apiRoutes = apiRoutes;
        this.whenOpened = whenOpened;
        agent.resume();
        api.resume();
        loop.start();
    }

    @Override
    public Optional<Ports> ports() {
        if (engineIsElsewhere) {
            return Optional.empty();
        }
        try {
            var agentPort = agent.number();
            var apiPort = api.number();
            return agentPort.flatMap(a -> apiPort.map(b -> new Ports(a, b)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Next look() {
        agent.takeBack();
        api.takeBack();
        try {
            engine.makeNetwork();
            learnWhereTheEngineIs();
            return Next.SETTLED;
        } catch (EngineAway e) { // without it there are no containers to be told anything
            return Next.after(ENGINE_PAUSE);
        }
    }

    /** Docker Desktop's has a machine of its own, whose loopback device is not this one's. */
    private void learnWhereTheEngineIs() {
        try {
            var elsewhere = !HostDevices.have(engineAddress);
            if (elsewhere && !engineIsElsewhere) {
                LOG.warn(
                        "Containers on the host's network find neither credentials nor metadata: the container engine's host"
                                + " is not this one, which has no address {}",
                        engineAddress);
            }
            engineIsElsewhere = elsewhere;
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpServer listen(int port, List<Route> routes) throws IOException {
        var server =
                HttpServer.start(Listen.toContainersOnHost(ADDRESS, port), routes, scheduler::now, UUID::randomUUID);
        whenOpened.accept(port);
        return server;
    }

    @Override
    public void close() {
        loop.close();
        agent.close();
        api.close();
    }
}
