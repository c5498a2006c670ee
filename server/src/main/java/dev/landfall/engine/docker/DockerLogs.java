package dev.landfall.engine.docker;

import dev.landfall.engine.Engine.LogReader;
import dev.landfall.engine.LogLine;
import dev.landfall.engine.LogLine.Position;
import dev.landfall.engine.PodId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The log of one container in the engine. */
record DockerLogs(Workbench bench, PodId pod, String container) {
    /**
     * The two streams of a container are stamped before they are written, each on its own, so that stamps in a log may be
     * out of order by a scheduling delay. Reading resumes this much earlier; what was read already is left out.
     */
    private static final Duration DISORDER = Duration.ofSeconds(2);

    LogReader open(Position after) {
        return find().<LogReader>map(info -> new DockerLogReader(this, info, after))
                .orElseGet(NoLog::new);
    }

    Optional<ContainerInfo> find() {
        return bench
                .containers()
                .ids(bench.instanceLabel(), Labels.POD + "=" + pod, Labels.CONTAINER + "=" + container)
                .stream()
                .findFirst()
                .flatMap(bench.containers()::inspect);
    }

    DockerClient.Stream read(String id, Position after, boolean follow) {
        var request = HttpRequest.get("/containers/" + id + "/logs")
                .with("stdout", true)
                .with("stderr", true)
                .with("timestamps", true)
                .with("follow", follow);
        if (after.equals(Position.START)) {
            return bench.client().stream(request);
        }
        var since = after.stamp().minus(DISORDER);
        return bench.client().stream(
                request.with("since", "%d.%09d".formatted(since.getEpochSecond(), since.getNano())));
    }

    /** Of a container that does not exist. */
    private record NoLog() implements LogReader {
        @Override
        public List<LogLine> next() {
            return List.of();
        }

        @Override
        public void close() {}
    }
}
