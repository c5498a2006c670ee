package dev.landfall.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.cli.Instance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * All that an installation has on its machine, a line each: in the engine, in the kernel, on disk, in its store. What is set
 * aside for tasks to come is left out, for how much that is may change at any time; what tells of tasks that are over is too.
 *
 * <p>A test takes it when nothing is going on, and compares it with what there is once nothing is going on again.
 */
record Footprint(List<String> lines) {
    /** Of a server that is up. */
    static Footprint of(Installation installation) {
        try {
            var store = StoreTraces.read(installation.data());
            var lines = new ArrayList<>(store.lines());
            lines.addAll(EngineTraces.read(installation, store.setAside()));
            lines.addAll(KernelTraces.read(installation, store.setAside()));
            lines.addAll(DiskTraces.read(installation));
            return new Footprint(lines.stream().sorted().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Once no container is on its way, and nothing changes any more; no task is there. */
    static Footprint whenQuiet(Installation installation) {
        var before = new AtomicReference<>(of(installation));
        return Eventually.eventually(
                "calm",
                () -> of(installation).settled(),
                now -> now.equals(before.getAndSet(now))
                        && now.lines().stream().noneMatch(line -> line.startsWith(EngineTraces.CONTAINER)));
    }

    /** What an installation has outside of its data folder; nothing, once it was purged, but for Docker's {@link Miscount}. */
    static Footprint outside(Installation installation) {
        try {
            if (Instance.name(installation.data()).isEmpty()) {
                return new Footprint(List.of());
            }
            var lines = new ArrayList<>(EngineTraces.read(installation, Set.of()));
            lines.addAll(KernelTraces.read(installation, Set.of()));
            lines.addAll(KernelTraces.held(installation));
            for (var miscount : lines.isEmpty() ? List.<Miscount>of() : Miscount.of(installation)) {
                System.err.println("Docker has to be restarted to be rid of " + miscount);
                lines.removeIf(miscount::isMeantBy);
            }
            return new Footprint(lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Waits until there is nothing else than before, and nothing less. Sandboxes without a task may be there for the ten
     * seconds that the server gives them: {@link #isAllThatStays}.
     */
    void isAllThereIs(Installation installation) {
        var now = Eventually.eventuallyOrLast(() -> of(installation).settled(), this::equals);
        equals(now, this);
    }

    /** The same, once the last sandbox without a task is gone. */
    void isAllThatStays(Installation installation) {
        var now = Eventually.eventuallyOrLast(() -> of(installation), this::equals);
        equals(now, this);
    }

    private static void equals(Footprint now, Footprint before) {
        assertThat(now.without(before)).as("left over").isEmpty();
        assertThat(before.without(now)).as("lost").isEmpty();
        assertThat(now).isEqualTo(before);
    }

    /** Without the sandboxes that are about to go, and what holds them to their addresses. */
    private Footprint settled() {
        var spare = lines.stream()
                .filter(line -> line.startsWith(EngineTraces.SPARE))
                .map(line -> " " + line.substring(EngineTraces.SPARE.length()))
                .toList();
        return new Footprint(lines.stream()
                .filter(line ->
                        !line.startsWith(EngineTraces.SPARE) && spare.stream().noneMatch(line::endsWith))
                .toList());
    }

    private Set<String> without(Footprint other) {
        var rest = new HashSet<>(lines);
        other.lines().forEach(rest::remove);
        return rest;
    }
}
