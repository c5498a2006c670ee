package dev.landfall.ecs.task;

import dev.landfall.contract.ecs.ContainerDefinition;
import dev.landfall.engine.ContainerState.Exited;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a container with an enabled restart policy is started again, and how often it was.
 *
 * @param ignoredExitCodes after which it is not
 * @param attemptPeriodSeconds how long it must have run before it is
 * @param count restarts so far
 * @param over the beginning of the last life after which another was asked for
 */
public record Restarts(List<Integer> ignoredExitCodes, int attemptPeriodSeconds, int count, Optional<Instant> over) {
    private static final int DEFAULT_PERIOD_SECONDS = 300;

    public Restarts {
        ignoredExitCodes = List.copyOf(ignoredExitCodes);
    }

    /** Empty where the definition has no policy, or one that is not enabled. */
    static Optional<Restarts> of(ContainerDefinition definition) {
        return Optional.ofNullable(definition.restartPolicy())
                .filter(policy -> policy.enabledOr(false))
                .map(policy -> new Restarts(
                        policy.ignoredExitCodesOrEmpty(),
                        policy.restartAttemptPeriodOr(DEFAULT_PERIOD_SECONDS),
                        0,
                        Optional.empty()));
    }

    /** Whether a container that ended like this is to be started again. */
    boolean allow(Exited exited) {
        var ran = Duration.between(exited.startedAt(), exited.finishedAt());
        return !ignoredExitCodes.contains(exited.exitCode()) && ran.toSeconds() >= attemptPeriodSeconds;
    }

    /** One more, after this life. */
    Restarts after(Exited exited) {
        return new Restarts(ignoredExitCodes, attemptPeriodSeconds, count + 1, Optional.of(exited.startedAt()));
    }

    /** Whether another life was asked for after this one. */
    boolean follow(Exited exited) {
        return over.filter(exited.startedAt()::equals).isPresent();
    }
}
