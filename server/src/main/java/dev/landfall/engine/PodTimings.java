package dev.landfall.engine;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What it took to bring a pod up, by the platform's clock, as far as this process saw it.
 *
 * @param sandboxPrepared whether its sandbox stood ready when it was asked for
 * @param containers by name
 */
public record PodTimings(Optional<Span> sandbox, boolean sandboxPrepared, Map<String, ContainerTimings> containers) {
    public static final PodTimings NONE = new PodTimings(Optional.empty(), false, Map.of());

    public PodTimings {
        containers = Map.copyOf(containers);
    }

    /** Both, where what was seen before is kept and what is newer ends it. */
    public PodTimings and(PodTimings newer) {
        var all = new LinkedHashMap<>(containers);
        newer.containers().forEach((name, timings) -> all.merge(name, timings, ContainerTimings::and));
        return new PodTimings(
                both(sandbox, newer.sandbox()), sandbox.isPresent() ? sandboxPrepared : newer.sandboxPrepared(), all);
    }

    private static Optional<Span> both(Optional<Span> older, Optional<Span> newer) {
        if (older.isEmpty() || newer.isEmpty()) {
            return older.or(() -> newer);
        }
        return older.map(span -> newer.get().end().map(span::until).orElse(span));
    }

    /**
     * What one container took.
     *
     * @param layers of its image, in the order in which the engine told of them; none when the image was there
     * @param tries of its image's pull, once one failed
     */
    public record ContainerTimings(
            Optional<Span> pull,
            List<Layer> layers,
            Optional<Tries> tries,
            Optional<Span> create,
            Optional<Span> start) {
        public static final ContainerTimings NONE =
                new ContainerTimings(Optional.empty(), List.of(), Optional.empty(), Optional.empty(), Optional.empty());

        public ContainerTimings {
            layers = List.copyOf(layers);
        }

        ContainerTimings and(ContainerTimings newer) {
            return new ContainerTimings(
                    both(pull, newer.pull()),
                    newer.layers().isEmpty() ? layers : newer.layers(),
                    newer.tries().or(() -> tries),
                    both(create, newer.create()),
                    both(start, newer.start()));
        }
    }

    /**
     * A pull that did not go well at once.
     *
     * @param count how often it was tried so far
     * @param trouble why it failed last, in the engine's words
     * @param nextAt when it is tried again; empty when it is not
     */
    public record Tries(int count, String trouble, Optional<Instant> nextAt) {
        private static final int MAX_TROUBLE = 1_024;

        public Tries {
            trouble = ForeignText.of(trouble, MAX_TROUBLE);
        }
    }

    /**
     * One layer of an image on its way.
     *
     * @param id as the engine names it: the beginning of its digest
     * @param bytes it has compressed; 0 where the engine did not tell
     * @param doneBytes of them arrived
     */
    public record Layer(
            String id, State state, long bytes, long doneBytes, Optional<Instant> begin, Optional<Instant> end) {
        /** How far it has come. */
        public enum State {
            /** It was there already. */
            PRESENT,
            WAITING,
            RETRYING,
            DOWNLOADING,
            DOWNLOADED,
            EXTRACTING,
            DONE,
        }
    }
}
