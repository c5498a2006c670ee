package dev.landfall.engine.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.landfall.engine.PodId;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** What one container uses, as Docker tells it. */
record DockerStats(Workbench bench, PodId pod, String container) {
    private static final int MAX_BYTES = 1024 * 1024; // a host of many cores and disks tells some 20 KiB
    private static final Duration PATIENCE = Duration.ofSeconds(10); // Docker samples once a second

    /** Docker answers for a container that does not run, too: with the beginning of its time. */
    private static final String NEVER = "\"read\":\"0001-01-01T00:00:00Z\"";

    /** Empty while it does not run. */
    Optional<String> read() {
        return bench
                .containers()
                .ids(bench.instanceLabel(), Labels.POD + "=" + pod, Labels.CONTAINER + "=" + container)
                .stream()
                .findFirst()
                .flatMap(this::read)
                .filter(json -> !json.contains(NEVER));
    }

    private Optional<String> read(String id) {
        var request = HttpRequest.get("/containers/" + id + "/stats")
                .with("stream", false)
                .with("one-shot", true)
                .within(PATIENCE);
        try (var stream = bench.client().stream(request)) {
            return Optional.of(new String(stream.in().readNBytes(MAX_BYTES), UTF_8));
        } catch (IOException e) {
            throw bench.client().away(e);
        } catch (DockerFault e) {
            if (e.isNotFound() || e.isConflict()) { // it ended meanwhile
                return Optional.empty();
            }
            throw e;
        }
    }
}
