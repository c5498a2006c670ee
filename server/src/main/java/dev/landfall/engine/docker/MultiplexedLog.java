package dev.landfall.engine.docker;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.landfall.engine.LogLine.Stream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** The output of a container without a terminal: frames of both streams, each one message of the log. */
record MultiplexedLog(InputStream in) implements LogPiece.Source {
    private static final int HEADER_BYTES = 8;
    private static final int MAX_FRAME_BYTES = 16 * 1024 * 1024;
    private static final int SYSTEM_ERROR = 3;

    /** Docker met something in the log that it cannot read, such as what a crash left half written. */
    static final class Unreadable extends IOException {
        private static final long serialVersionUID = 1L;

        Unreadable(String message) {
            super(message);
        }
    }

    @Override
    public Optional<LogPiece> next() throws IOException {
        var header = in.readNBytes(HEADER_BYTES);
        if (header.length == 0) {
            return Optional.empty();
        }
        var frame = frame(header);
        if (header[0] == SYSTEM_ERROR) {
            throw new Unreadable("Docker could not read the log: " + new String(frame, UTF_8));
        }
        return Optional.of(piece(header[0] == 2 ? Stream.STDERR : Stream.STDOUT, frame));
    }

    private byte[] frame(byte[] header) throws IOException {
        if (header.length < HEADER_BYTES) {
            throw new EOFException("The log ended in the middle of a frame");
        }
        var length = ByteBuffer.wrap(header).getInt(4);
        if (length < 0 || length > MAX_FRAME_BYTES) {
            throw new IOException("A frame of the log has " + length + " bytes");
        }
        var frame = in.readNBytes(length);
        if (frame.length < length) {
            throw new EOFException("The log ended in the middle of a frame");
        }
        return frame;
    }

    private static LogPiece piece(Stream stream, byte[] frame) throws IOException {
        if (frame.length <= LogPiece.STAMP_BYTES) {
            throw new IOException("A frame of the log has no time stamp");
        }
        var stamp = Instant.parse(new String(frame, 0, LogPiece.STAMP_BYTES, US_ASCII));
        var ends = frame[frame.length - 1] == '\n';
        var text = Arrays.copyOfRange(frame, LogPiece.STAMP_BYTES + 1, ends ? frame.length - 1 : frame.length);
        return new LogPiece(stream, stamp, text, ends);
    }
}
