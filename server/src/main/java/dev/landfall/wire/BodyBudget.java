package dev.landfall.wire;

import dev.landfall.wire.http.HttpRequest;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Bounds the memory of all bodies together, which the limit of each alone would leave to the number of strangers. */
final class BodyBudget {
    /** A body this small costs no more than its connection does, and is not counted. */
    private static final int SMALL_BYTES = 64 * 1024;

    private static final int ALL_BYTES = 128 * 1024 * 1024; // eight of the largest at once
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Semaphore left = new Semaphore(ALL_BYTES);

    /** A share of the budget, given back when the call has been answered. */
    record Share(Semaphore budget, int bytes) implements AutoCloseable {
        @Override
        public void close() {
            budget.release(bytes);
        }
    }

    /**
     * Waits a little for room; one that does not say how large it is counts as one of the largest.
     *
     * @throws BodyRefused when there is no room in time
     */
    Share take(HttpRequest request) throws BodyRefused {
        var compressed = request.header("content-encoding").isPresent();
        var announced = compressed ? Bodies.MOST_BYTES : request.contentLength().orElse(Bodies.MOST_BYTES);
        if (announced <= SMALL_BYTES || announced > Bodies.MOST_BYTES) {
            return new Share(left, 0); // too large a one is not kept but refused
        }
        var share = new Share(left, (int) announced);
        try {
            if (left.tryAcquire(share.bytes(), PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return share;
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        throw BodyRefused.overloaded();
    }
}
