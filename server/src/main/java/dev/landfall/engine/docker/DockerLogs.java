package dev.landfall.engine.docker;

import dev.landfall.engine.Engine.LogReader;
import dev.landfall.engine.LogLine;
import dev.landfall.engine.LogLine.Position;
import dev.landfall.engine.PodId;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log of one container in the engine. */
record DockerLogs(Workbench bench, PodId pod, String container) {
    private static final Logger LOG = LoggerFactory.getLogger(DockerLogs.class);

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

    /** The last lines; none where the container is gone or its driver does not keep them. @throws EngineAway */
    List<LogLine> last(int most) {
        try {
            return find().map(info -> last(info, most)).orElseGet(List::of);
        } catch (DockerFault e) { // such as of the driver none
            LOG.debug("The last lines of container {} of pod {} cannot be read: {}", container, pod, e.getMessage());
            return List.of();
        }
    }

    private List<LogLine> last(ContainerInfo info, int most) {
        var request = HttpRequest.get("/containers/" + info.id() + "/logs")
                .with("stdout", true)
                .with("stderr", true)
                .with("timestamps", true)
                .with("tail", most);
        var lines = new ArrayList<LogLine>();
        try (var stream = bench.client().stream(request)) {
            var source = LogPiece.Source.of(info, new BufferedInputStream(stream.in()));
            var joined = new LogLines(Position.START, info.began());
            for (var piece = source.next(); piece.isPresent(); piece = source.next()) {
                joined.add(piece.get(), lines);
            }
            joined.end(lines);
        } catch (MultiplexedLog.Unreadable e) {
            LOG.debug("The log of container {} is damaged", info.id(), e);
        } catch (IOException | DateTimeException e) {
            throw bench.client().away(e);
        }
        return List.copyOf(lines.subList(Math.max(0, lines.size() - most), lines.size()));
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
