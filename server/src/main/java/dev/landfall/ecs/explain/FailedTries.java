package dev.landfall.ecs.explain;

import dev.landfall.engine.PodTimings.ContainerTimings;
import dev.landfall.engine.PodTimings.Tries;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How often an image's pull failed, and what comes of it. Pure. */
final class FailedTries {
    private FailedTries() {}

    /** Empty where none did. */
    static Optional<String> of(ContainerTimings timings, Instant now) {
        var over = timings.pull().flatMap(span -> span.end()).isPresent();
        return timings.tries().map(tries -> over ? failed(tries) : failed(tries) + next(tries, now));
    }

    private static String failed(Tries tries) {
        return tries.count() == 1 ? "1 try failed" : tries.count() + " tries failed";
    }

    private static String next(Tries tries, Instant now) {
        var next = tries.nextAt()
                .map(at -> at.isAfter(now)
                        ? ", the next is in " + Amounts.of(Duration.between(now, at))
                        : ", the next is under way");
        return next.orElse("") + ": " + tries.trouble();
    }
}
