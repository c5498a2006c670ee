package dev.landfall.conformance;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for what is bound to happen, and says what there was instead when it does not. */
final class Eventually {
    private static final Duration PATIENCE = Duration.ofSeconds(60); // twice the usual stop timeout
    private static final Duration PAUSE = Duration.ofMillis(25);
    private static final Duration LONG_PAUSE = Duration.ofMillis(250); // of whoever has minutes to wait

    private Eventually() {}

    static void eventually(String what, BooleanSupplier happened) {
        var unused = eventually(what, happened::getAsBoolean, yes -> yes);
    }

    static <T> T eventually(String what, Supplier<T> look, Predicate<T> enough) {
        return eventually(PATIENCE, what, look, enough);
    }

    static <T> T eventually(Duration patience, String what, Supplier<T> look, Predicate<T> enough) {
        var seen = eventuallyOrLast(patience, look, enough);
        return enough.test(seen)
                ? seen
                : fail("Not within " + patience.toSeconds() + " s: " + what + "; seen last: " + seen);
    }

    /** What was seen last, for whoever can say more about what is wrong with it. */
    static <T> T eventuallyOrLast(Supplier<T> look, Predicate<T> enough) {
        return eventuallyOrLast(PATIENCE, look, enough);
    }

    private static <T> T eventuallyOrLast(Duration patience, Supplier<T> look, Predicate<T> enough) {
        var end = System.nanoTime() + patience.toNanos();
        var between = patience.compareTo(PATIENCE) > 0 ? LONG_PAUSE : PAUSE;
        Optional<T> seen;
        do {
            seen = Optional.of(look.get());
            if (enough.test(seen.get())) {
                return seen.get();
            }
            pause(between);
        } while (System.nanoTime() < end);
        return seen.get();
    }

    static void pause(Duration length) {
        try {
            Thread.sleep(length);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
