package dev.landfall.engine.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.engine.LogLine;
import dev.landfall.engine.LogLine.Position;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogLinesTest {
    private static final String ONE = "2026-01-01T00:00:01.000000000Z";
    private static final String TWO = "2026-01-01T00:00:02.000000000Z";

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    @Test
    void numbersLinesOfTheSameInstantAndResumesAfterAny() throws IOException {
        frame(1, ONE + " a\n");
        frame(2, ONE + " b\n");
        frame(1, TWO + " c\n");
        var all = read(Position.START);

        assertThat(all).extracting(LogLine::text).containsExactly("a", "b", "c");
        assertThat(all).extracting(line -> line.position().ordinal()).containsExactly(1, 2, 1);
        assertThat(all.get(1).stream()).isEqualTo(LogLine.Stream.STDERR);
        for (var count = 1; count <= all.size(); count++) {
            assertThat(read(all.get(count - 1).position())).isEqualTo(all.subList(count, all.size()));
        }
    }

    @Test
    void growsAlsoWhereStampsAreOutOfOrder() throws IOException {
        frame(1, TWO + " late stamp\n");
        frame(2, ONE + " early stamp\n");
        var all = read(Position.START);

        assertThat(all.get(1).position()).isGreaterThan(all.get(0).position());
        assertThat(all.get(1).writtenAt()).isBefore(all.get(0).writtenAt());
        assertThat(read(all.get(0).position())).extracting(LogLine::text).containsExactly("early stamp");
    }

    @Test
    void joinsThePiecesOfALongLine() throws IOException {
        frame(1, ONE + " " + "x".repeat(16_384));
        frame(2, ONE + " between\n");
        frame(1, ONE + " " + "x".repeat(100) + "\n");

        assertThat(read(Position.START)).extracting(LogLine::text).containsExactly("between", "x".repeat(16_484));
    }

    @Test
    void cutsALineWithoutEnd() throws IOException {
        for (var piece = 0; piece < 40; piece++) {
            frame(1, ONE + " " + "x".repeat(16_384));
        }

        assertThat(read(Position.START))
                .hasSize(3)
                .first()
                .satisfies(line -> assertThat(line.text()).hasSize(256 * 1024));
    }

    @Test
    void keepsALastLineWithoutNewlineAndBrokenText() throws IOException {
        body.writeBytes(ByteBuffer.allocate(8).put((byte) 1).putInt(4, 33).array());
        body.writeBytes((ONE + " ").getBytes(UTF_8));
        body.writeBytes(new byte[] {(byte) 0xff, 'z'});

        assertThat(read(Position.START)).extracting(LogLine::text).containsExactly("\ufffdz");
    }

    @Test
    void saysThatAFrameIsIncomplete() {
        body.writeBytes(new byte[] {1, 0, 0, 0, 0, 0, 0, 50, 'x'});
        assertThatThrownBy(() -> read(Position.START)).isInstanceOf(IOException.class);
    }

    @Test
    void readsATerminal() throws IOException {
        body.writeBytes((ONE + " short\r\n").getBytes(UTF_8));
        body.writeBytes((ONE + " " + "y".repeat(16_384) + ONE + " end\r\n").getBytes(UTF_8));

        var lines = new ArrayList<LogLine>();
        drain(
                new TerminalLog(new ByteArrayInputStream(body.toByteArray())),
                new LogLines(Position.START, Instant.EPOCH),
                lines);
        assertThat(lines).extracting(LogLine::text).containsExactly("short", "y".repeat(16_384) + "end");
    }

    @Test
    void endsALineWithTheLifeThatWroteIt() throws IOException {
        frame(1, ONE + " bye");
        frame(2, ONE + " oops");
        frame(1, TWO + " hello\n");
        frame(2, TWO + " there\n");
        var all = read(Position.START, Instant.parse(TWO));

        assertThat(all).extracting(LogLine::text).containsExactly("bye", "oops", "hello", "there");
        for (var count = 1; count <= all.size(); count++) {
            assertThat(read(all.get(count - 1).position(), Instant.parse(TWO)))
                    .isEqualTo(all.subList(count, all.size()));
        }
    }

    @Test
    void findsTheBeginningOfALifeThoughItsStampIsLate() {
        assertThat(began("true", ONE, TWO))
                .isBetween(Instant.parse(ONE).plusMillis(1), Instant.parse(TWO).minusMillis(1));
        assertThat(began("false", TWO, ONE))
                .isBetween(
                        Instant.parse(ONE).minusMillis(50), Instant.parse(ONE).minusMillis(1));
        assertThat(began("true", "0001-01-01T00:00:00Z", ONE)).isBefore(Instant.parse(ONE));
    }

    private static Instant began(String running, String finished, String started) {
        var state = "{\"Id\":\"c\",\"State\":{\"Running\":%s,\"FinishedAt\":\"%s\",\"StartedAt\":\"%s\"}}";
        return ContainerInfo.of(
                        Json.read(state.formatted(running, finished, started).getBytes(UTF_8)))
                .began();
    }

    private List<LogLine> read(Position after) throws IOException {
        return read(after, Instant.EPOCH);
    }

    private List<LogLine> read(Position after, Instant began) throws IOException {
        var lines = new ArrayList<LogLine>();
        drain(new MultiplexedLog(new ByteArrayInputStream(body.toByteArray())), new LogLines(after, began), lines);
        return lines;
    }

    private static void drain(LogPiece.Source source, LogLines lines, List<LogLine> into) throws IOException {
        for (var piece = source.next(); piece.isPresent(); piece = source.next()) {
            lines.add(piece.get(), into);
        }
        lines.end(into);
    }

    private void frame(int stream, String text) {
        var bytes = text.getBytes(UTF_8);
        body.writeBytes(ByteBuffer.allocate(8)
                .put((byte) stream)
                .putInt(4, bytes.length)
                .array());
        body.writeBytes(bytes);
    }
}
