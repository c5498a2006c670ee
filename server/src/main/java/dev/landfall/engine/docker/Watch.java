package dev.landfall.engine.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.landfall.engine.Engine.EngineAway;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens to the engine's events for as long as it lives. Each time it has connected it asks for a look at everything:
 * nothing is known about the time between two connections.
 */
final class Watch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    private final Workbench bench;
    private final Runnable whenConnected;
    private final Runnable whenLost;
    private final Consumer<Json> whenEvent;
    private final Backoff backoff = new Backoff();
    private volatile boolean closed;
    private volatile DockerClient.@Nullable Stream stream;
    private volatile String trouble = "not connected yet";

    /** @param whenConnected may throw {@link EngineAway} or {@link DockerFault}; it is then tried again */
    Watch(Workbench bench, Runnable whenConnected, Runnable whenLost, Consumer<Json> whenEvent) {
        this.bench = bench;
        this.whenConnected = whenConnected;
        this.whenLost = whenLost;
        this.whenEvent = whenEvent;
    }

    void start() {
        bench.scheduler().execute("docker events", this::follow);
    }

    /** Why it is not connected; empty while it is. */
    String trouble() {
        return trouble;
    }

    @Override
    public void close() {
        closed = true;
        var open = stream;
        if (open != null) {
            open.close();
        }
    }

    private void follow() {
        try (var events = bench.client().stream(request())) {
            stream = events;
            whenConnected.run();
            trouble = "";
            backoff.reset();
            read(events);
        } catch (IOException | RuntimeException e) { // whatever it is, without events nothing would be seen any more
            tellTrouble(e);
        }
        stream = null;
        whenLost.run();
        if (!closed) {
            bench.client().reset();
            bench.network().forget();
            bench.bridge().forget();
            bench.scheduler().after(backoff.next(), "docker events again", this::follow);
        }
    }

    private void read(DockerClient.Stream events) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(events.in(), UTF_8));
        for (var line = lines.readLine(); line != null && !closed; line = lines.readLine()) {
            if (!line.isBlank()) {
                whenEvent.accept(Json.read(line.getBytes(UTF_8)));
            }
        }
        throw new IOException("The engine closed its stream of events");
    }

    private void tellTrouble(Exception e) {
        if (!closed && trouble.isEmpty()) {
            LOG.warn("Docker at {} is away: {}", bench.client().host(), e.getMessage());
        }
        trouble = String.valueOf(e.getMessage());
    }

    private HttpRequest request() {
        return HttpRequest.get("/events")
                .with(
                        "filters",
                        Labels.filter(Map.of(
                                "type", List.of("container"),
                                "event", List.of("die", "oom", "destroy", "health_status"),
                                "label", List.of(bench.instanceLabel()))));
    }
}
