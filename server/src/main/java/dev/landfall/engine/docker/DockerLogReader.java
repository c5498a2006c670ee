package dev.landfall.engine.docker;

import dev.landfall.engine.Engine.EngineAway;
import dev.landfall.engine.Engine.LogReader;
import dev.landfall.engine.LogLine;
import dev.landfall.engine.LogLine.Position;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows a log to the end of its container. Docker may end a followed log before its last lines when the container ends,
 * so what is left is read once more at the end.
 */
final class DockerLogReader implements LogReader {
    private static final Logger LOG = LoggerFactory.getLogger(DockerLogReader.class);
    private static final int MAX_BATCH_LINES = 1_000;

    private final DockerLogs logs;
    private ContainerInfo container;
    private Position last;
    private @Nullable Reading reading;
    private boolean ended;
    private volatile boolean closed;
    private volatile DockerClient.@Nullable Stream open;

    /** One answer of Docker that is being read. */
    private record Reading(
            DockerClient.Stream stream, InputStream in, LogPiece.Source source, LogLines lines, boolean follows) {}

    DockerLogReader(DockerLogs logs, ContainerInfo container, Position after) {
        this.logs = logs;
        this.container = container;
        this.last = after;
        this.reading = open(true);
    }

    @Override
    public List<LogLine> next() {
        try {
            while (!ended && !closed) {
                var batch = batch();
                if (!batch.isEmpty()) {
                    last = batch.getLast().position();
                    return batch;
                }
            }
        } catch (IOException | DateTimeException e) {
            if (!closed) {
                throw logs.bench().client().away(e);
            }
        } catch (EngineAway e) {
            if (!closed) {
                throw e;
            }
        } catch (DockerFault e) {
            if (!e.isNotFound() && !e.isConflict()) {
                throw logs.bench().client().away(e);
            }
            // The container was removed meanwhile, and its log with it.
            ended = true;
        }
        return List.of();
    }

    @Override
    public void close() {
        closed = true;
        var stream = open;
        if (stream != null) {
            stream.close();
        }
    }

    /** Reads what has come, waiting for a first line; empty at the end of an answer. */
    private List<LogLine> batch() throws IOException {
        var current = reading == null ? open(!isOver()) : reading;
        reading = current;
        var lines = new ArrayList<LogLine>();
        do {
            var piece = piece(current);
            if (piece.isEmpty()) {
                finish(current, lines);
                return lines;
            }
            current.lines().add(piece.get(), lines);
        } while (lines.isEmpty()
                || lines.size() < MAX_BATCH_LINES && current.in().available() > 0);
        return lines;
    }

    /** A damaged log of a container that ended is read as far as it goes: its task could never be over otherwise. */
    private Optional<LogPiece> piece(Reading current) throws IOException {
        try {
            return current.source().next();
        } catch (MultiplexedLog.Unreadable e) {
            if (!isOver()) {
                throw e;
            }
            LOG.warn("The log of container {} is read up to its damage: {}", container.id(), e.getMessage());
            return Optional.empty();
        }
    }

    private void finish(Reading current, List<LogLine> lines) {
        current.stream().close();
        reading = null;
        if (!current.follows()) {
            current.lines().end(lines);
            ended = true;
        }
    }

    private boolean isOver() {
        var seen = logs.bench().containers().inspect(container.id());
        seen.ifPresent(info -> container = info);
        return seen.filter(ContainerInfo::isRunning).isEmpty();
    }

    private Reading open(boolean follow) {
        var stream = logs.read(container.id(), last, follow);
        open = stream;
        if (closed) {
            stream.close();
        }
        var in = new BufferedInputStream(stream.in(), 32 * 1024);
        return new Reading(
                stream, in, LogPiece.Source.of(container, in), new LogLines(last, container.began()), follow);
    }
}
