package dev.landfall.ecs.agent;

import dev.landfall.engine.Engine;
import dev.landfall.engine.PodId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What containers use, asked of the engine at most once a second each: who asks while somebody else does waits for that
 * answer, also when it is that the engine is away. The reading before is kept, for rates and for what Docker calls the
 * previous one.
 */
final class StatsReadings {
    private static final Duration FRESH = Duration.ofSeconds(1); // as often as Docker samples
    private static final int MOST_CONTAINERS = 2_048; // the longest unasked are forgotten

    private final Engine engine;
    private final InstantSource clock;
    private final Map<Name, Gauge> gauges = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Name, Gauge> eldest) {
            return size() > MOST_CONTAINERS;
        }
    };

    private record Name(PodId pod, String container) {}

    /** @param before the one before it, where there was one */
    record Reading(StatsSample sample, Optional<StatsSample> before, Instant at) {}

    private record Failure(Engine.EngineAway away, Instant at) {}

    /** One container's. */
    private static final class Gauge {
        final ReentrantLock lock = new ReentrantLock();
        Optional<Reading> last = Optional.empty();
        Optional<Failure> failure = Optional.empty();
    }

    StatsReadings(Engine engine, InstantSource clock) {
        this.engine = engine;
        this.clock = clock;
    }

    /** Empty while the container does not run. Blocks. @throws Engine.EngineAway */
    Optional<Reading> of(PodId pod, String container) {
        var gauge = gauge(new Name(pod, container));
        gauge.lock.lock();
        try {
            var now = clock.instant();
            gauge.failure.filter(failure -> isFresh(failure.at(), now)).ifPresent(failure -> {
                throw failure.away();
            });
            if (gauge.last.filter(reading -> isFresh(reading.at(), now)).isEmpty()) {
                gauge.last = ask(gauge, pod, container);
            }
            return gauge.last;
        } finally {
            gauge.lock.unlock();
        }
    }

    private static boolean isFresh(Instant at, Instant now) {
        return at.plus(FRESH).isAfter(now);
    }

    private Optional<Reading> ask(Gauge gauge, PodId pod, String container) {
        try {
            return read(pod, container, gauge.last);
        } catch (Engine.EngineAway e) { // after a long wait perhaps: those who queue here must not each repeat it
            gauge.failure = Optional.of(new Failure(e, clock.instant()));
            throw e;
        }
    }

    private Optional<Reading> read(PodId pod, String container, Optional<Reading> before) {
        return engine.stats(pod, container)
                .flatMap(StatsSample::parse)
                .map(sample -> new Reading(sample, before.map(Reading::sample), clock.instant()));
    }

    private Gauge gauge(Name name) {
        synchronized (gauges) {
            return gauges.computeIfAbsent(name, unknown -> new Gauge());
        }
    }
}
