package dev.landfall.network.forwarding;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The end of a socket, where nothing is left to do about a failure. */
final class Closing {
    private static final int PATIENCE_SECONDS = 2;

    private Closing() {}

    /** The system lets a port go only when the thread that waits at it has left. */
    static void await(CountDownLatch left) {
        try {
            var unused = left.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static void quietly(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException e) {
            // It is closed all the same.
        }
    }
}
