package dev.landfall.engine.docker;

import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** When the images of a pod were brought in: from the first that was asked for to the last that came. */
final class PodPulls {
    private final PodClock clock;
    private final Set<String> under = new HashSet<>();
    private final Set<String> over = new HashSet<>();
    private Set<String> expected = Set.of();
    private @Nullable Instant startedAt;
    private @Nullable Instant stoppedAt;

    PodPulls(PodClock clock) {
        this.clock = clock;
    }

    /** Notes the containers whose images are still to come: the last has not come before theirs have. */
    synchronized void expect(Set<String> containers) {
        expected = Set.copyOf(containers);
    }

    synchronized void started(String container, Instant now) {
        under.add(container);
        clock.container(container).begin(ContainerClock.Step.PULL, now);
        startedAt = startedAt == null ? now : startedAt;
    }

    synchronized void stopped(String container, Instant now) {
        under.remove(container);
        over.add(container);
        clock.container(container).end(ContainerClock.Step.PULL, now);
        stoppedAt = now;
    }

    synchronized Optional<Instant> startedAt() {
        return Optional.ofNullable(startedAt);
    }

    /** Empty while any is under way or still to come. */
    synchronized Optional<Instant> stoppedAt() {
        return under.isEmpty() && over.containsAll(expected) ? Optional.ofNullable(stoppedAt) : Optional.empty();
    }
}
