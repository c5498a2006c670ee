package dev.landfall.engine.docker;

import dev.landfall.engine.LogLine.Stream;
import java.time.Instant;

/** A line, or a part of a line that was too long for the engine to keep as one. */
record LogPiece(Stream stream, Instant stamp, byte[] text, boolean endsLine) {
    /** Of a stamp: the time in nanoseconds, always as long. */
    static final int STAMP_BYTES = "2006-01-02T15:04:05.000000000Z".length();

    /** Reads pieces out of the body of an answer. */
    interface Source {
        /** The next one, or empty at the end; blocks. */
        java.util.Optional<LogPiece> next() throws java.io.IOException;

        /** Of a container's log. */
        static Source of(ContainerInfo container, java.io.InputStream in) {
            return container.hasTerminal() ? new TerminalLog(in) : new MultiplexedLog(in);
        }
    }
}
