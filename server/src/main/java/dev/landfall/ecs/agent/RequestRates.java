package dev.landfall.ecs.agent;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** How often each caller may ask: the agent's limit of 40 requests a second, and 60 at once. */
final class RequestRates {
    private static final double PER_SECOND = 40;
    private static final double BURST = 60;
    private static final int MOST_CALLERS = 4_096; // a bucket untouched that long is full again

    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MOST_CALLERS;
        }
    };

    private record Bucket(double tokens, Instant at) {
        Bucket filled(Instant now) {
            var seconds = Math.max(0, Duration.between(at, now).toNanos() / 1e9);
            return new Bucket(Math.min(BURST, tokens + seconds * PER_SECOND), now);
        }

        Bucket less() {
            return new Bucket(tokens - 1, at);
        }
    }

    /** Whether one may ask now. @param caller by whatever callers are told apart */
    synchronized boolean allow(String caller, Instant now) {
        var bucket = buckets.getOrDefault(caller, new Bucket(BURST, now)).filled(now);
        var allowed = bucket.tokens() >= 1;
        buckets.put(caller, allowed ? bucket.less() : bucket);
        return allowed;
    }
}
