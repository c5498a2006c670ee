package dev.landfall.conformance;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** One direction of a connection that leads through a test. */
final class Passage {
    private static final int MOST_BYTES = 256 * 1024;

    private Passage() {}

    /** Who stands in it. */
    @FunctionalInterface
    interface Guard {
        /** False for what may not pass; nothing that comes after it does. */
        boolean lets(ByteBuffer bytes);
    }

    /** Carries bytes until either side ends, and its end too. */
    static void carry(SocketChannel from, SocketChannel to, Guard guard) {
        var buffer = ByteBuffer.allocate(MOST_BYTES);
        var open = true;
        try {
            while (from.read(buffer.clear()) >= 0) {
                buffer.flip();
                open = open && guard.lets(buffer.duplicate());
                while (open && buffer.hasRemaining()) {
                    to.write(buffer);
                }
            }
            to.shutdownOutput();
        } catch (IOException ended) {
            close(from);
            close(to);
        }
    }

    static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // it is gone either way
        }
    }
}
