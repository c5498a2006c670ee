package dev.landfall.engine.docker;

import dev.landfall.engine.PodTimings.ContainerTimings;
import dev.landfall.engine.Span;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Notes when one container's first start came how far. What is tried again began with its first try. */
final class ContainerClock {
    enum Step {
        PULL,
        CREATE,
        START,
    }

    private final Map<Step, Span> steps = new EnumMap<>(Step.class);
    private @Nullable PullReport report;

    synchronized void begin(Step step, Instant now) {
        steps.putIfAbsent(step, Span.from(now));
    }

    synchronized void end(Step step, Instant now) {
        steps.computeIfPresent(step, (key, span) -> span.until(now));
    }

    synchronized void follow(PullReport pull) {
        report = pull;
    }

    synchronized ContainerTimings timings() {
        var pull = report;
        return new ContainerTimings(
                span(Step.PULL),
                pull == null ? List.of() : pull.layers(),
                pull == null ? Optional.empty() : pull.tries(),
                span(Step.CREATE),
                span(Step.START));
    }

    private Optional<Span> span(Step step) {
        return Optional.ofNullable(steps.get(step));
    }
}
