package dev.landfall.ecs.task;

import java.time.Instant;
import java.util.Optional;

/** When a task reached what; each moment is set once. AWS's names, from the Task shape. */
public record Timeline(
        Instant createdAt,
        Optional<Instant> connectivityAt,
        Optional<Instant> pullStartedAt,
        Optional<Instant> pullStoppedAt,
        Optional<Instant> startedAt,
        Optional<Instant> stoppingAt,
        Optional<Instant> executionStoppedAt,
        Optional<Instant> stoppedAt) {
    static Timeline created(Instant at) {
        var never = Optional.<Instant>empty();
        return new Timeline(at, never, never, never, never, never, never, never);
    }

    Timeline connected(Instant at) {
        return new Timeline(
                createdAt,
                first(connectivityAt, at),
                pullStartedAt,
                pullStoppedAt,
                startedAt,
                stoppingAt,
                executionStoppedAt,
                stoppedAt);
    }

    Timeline pulled(Optional<Instant> started, Optional<Instant> stopped) {
        return new Timeline(
                createdAt,
                connectivityAt,
                pullStartedAt.or(() -> started),
                pullStoppedAt.or(() -> stopped),
                startedAt,
                stoppingAt,
                executionStoppedAt,
                stoppedAt);
    }

    Timeline started(Instant at) {
        return new Timeline(
                createdAt,
                connectivityAt,
                pullStartedAt,
                pullStoppedAt,
                first(startedAt, at),
                stoppingAt,
                executionStoppedAt,
                stoppedAt);
    }

    Timeline stopping(Instant at) {
        return new Timeline(
                createdAt,
                connectivityAt,
                pullStartedAt,
                pullStoppedAt,
                startedAt,
                first(stoppingAt, at),
                executionStoppedAt,
                stoppedAt);
    }

    Timeline executionStopped(Instant at) {
        return new Timeline(
                createdAt,
                connectivityAt,
                pullStartedAt,
                pullStoppedAt,
                startedAt,
                stoppingAt,
                first(executionStoppedAt, at),
                stoppedAt);
    }

    Timeline stopped(Instant at) {
        return new Timeline(
                createdAt,
                connectivityAt,
                pullStartedAt,
                pullStoppedAt,
                startedAt,
                stoppingAt,
                executionStoppedAt,
                first(stoppedAt, at));
    }

    private static Optional<Instant> first(Optional<Instant> known, Instant at) {
        return known.isPresent() ? known : Optional.of(at);
    }
}
