package dev.landfall.engine.docker;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.landfall.engine.LogLine.Stream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** The output of a container with a terminal: one stream without frames, a stamp before each message of the log. */
record TerminalLog(InputStream in) implements LogPiece.Source {
    /** Docker cuts longer lines into messages of this size. */
    private static final int MESSAGE_BYTES = 16 * 1024;

    private static final int MAX_WORDS_BYTES = 1024;

    @Override
    public Optional<LogPiece> next() throws IOException {
        var stamp = in.readNBytes(LogPiece.STAMP_BYTES + 1);
        if (stamp.length <= LogPiece.STAMP_BYTES) {
            return Optional.empty();
        }
        var time = time(stamp);
        var text = new ByteArrayOutputStream(128);
        while (text.size() < MESSAGE_BYTES) {
            var b = in.read();
            if (b == '\n' || b < 0) {
                return Optional.of(new LogPiece(Stream.STDOUT, time, withoutReturn(text.toByteArray()), b >= 0));
            }
            text.write(b);
        }
        return Optional.of(new LogPiece(Stream.STDOUT, time, text.toByteArray(), false));
    }

    /** Docker writes what it met in a log that it cannot read between the messages, as it has no frames here. */
    private Instant time(byte[] stamp) throws IOException {
        try {
            return Instant.parse(new String(stamp, 0, LogPiece.STAMP_BYTES, US_ASCII));
        } catch (DateTimeParseException e) {
            var words = new String(stamp, UTF_8) + new String(in.readNBytes(MAX_WORDS_BYTES), UTF_8);
            throw new MultiplexedLog.Unreadable("Docker could not read the log: " + words.strip());
        }
    }

    /** A terminal ends lines with a carriage return too. */
    private static byte[] withoutReturn(byte[] text) {
        return text.length > 0 && text[text.length - 1] == '\r' ? java.util.Arrays.copyOf(text, text.length - 1) : text;
    }
}
