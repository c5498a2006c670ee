package dev.landfall.engine.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.landfall.engine.LogLine;
import dev.landfall.engine.LogLine.Position;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Joins the pieces of long lines, places each line, and leaves out those up to a position. */
final class LogLines {
    /** Longer lines are cut: no more than this of one line is held in memory. */
    private static final int MAX_LINE_BYTES = 256 * 1024;

    private final Map<LogLine.Stream, Part> parts = new EnumMap<>(LogLine.Stream.class);
    private final Position after;
    private final Instant began;
    private Position last = Position.START;

    private record Part(Instant stamp, ByteArrayOutputStream text) {}

    /** @param began when the present life of the container did: a line without end of the one before ends there */
    LogLines(Position after, Instant began) {
        this.after = after;
        this.began = began;
    }

    void add(LogPiece piece, List<LogLine> lines) {
        if (!piece.stamp().isBefore(began)) {
            finish(part -> part.stamp().isBefore(began), lines);
        }
        var part = parts.computeIfAbsent(
                piece.stream(), stream -> new Part(piece.stamp(), new ByteArrayOutputStream(piece.text().length)));
        part.text().writeBytes(piece.text());
        if (piece.endsLine() || part.text().size() >= MAX_LINE_BYTES) {
            parts.remove(piece.stream());
            finish(piece.stream(), part, lines);
        }
    }

    /** The log is at its end: what is left is a line too. */
    void end(List<LogLine> lines) {
        finish(part -> true, lines);
    }

    /** Of both streams at once, so that a line has the same place whichever of them goes on first. */
    private void finish(Predicate<Part> which, List<LogLine> lines) {
        for (var stream : LogLine.Stream.values()) {
            var part = parts.get(stream);
            if (part != null && which.test(part)) {
                parts.remove(stream);
                finish(stream, part, lines);
            }
        }
    }

    private void finish(LogLine.Stream stream, Part part, List<LogLine> lines) {
        last = last.next(part.stamp());
        if (last.compareTo(after) > 0) {
            lines.add(new LogLine(last, part.stamp(), stream, part.text().toString(UTF_8)));
        }
    }
}
