package dev.landfall.conformance;

import dev.landfall.conformance.OddRegistry.Request;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Content that comes a little at a time, until it is let go; it learns when the client loses interest. */
final class Trickle implements OddRegistry.Answer {
    private static final int DROP_BYTES = 1024;
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final byte[] content;
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final CountDownLatch left = new CountDownLatch(1);

    Trickle(byte[] content) {
        this.content = content;
    }

    /** The rest may come at once. */
    void release() {
        released.countDown();
    }

    void awaitBegun() throws InterruptedException {
        await(begun, "nobody asked for it");
    }

    /** Waits until the client has closed the connection before all had come. */
    void awaitLeft() throws InterruptedException {
        await(left, "it is still wanted");
    }

    private static void await(CountDownLatch latch, String otherwise) throws InterruptedException {
        if (!latch.await(60, TimeUnit.SECONDS)) {
            throw new AssertionError(otherwise);
        }
    }

    @Override
    public void to(Request request) throws IOException, InterruptedException {
        var at = request.begin(content);
        try {
            for (var more = true; more; at += DROP_BYTES) {
                request.out().write(content, at, Math.min(DROP_BYTES, content.length - at));
                begun.countDown();
                more = at + DROP_BYTES < content.length && !released.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
            }
            if (at < content.length) {
                request.out().write(content, at, content.length - at);
            }
        } catch (IOException gone) {
            left.countDown();
            throw gone;
        }
    }
}
