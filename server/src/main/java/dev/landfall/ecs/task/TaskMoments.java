package dev.landfall.ecs.task;

import dev.landfall.engine.ContainerState;
import dev.landfall.engine.PodTimings;
import dev.landfall.engine.Span;
import dev.landfall.store.Kind;
import dev.landfall.store.RecordCodec;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a task came up and what it said last, in more detail than AWS tells. Kept beside the task, under its key, and gone
 * with it.
 *
 * @param phases when each was entered, by its {@code lastStatus}
 * @param publication of its public address
 * @param healthy when each container's health check first passed
 * @param verdicts since when each container's health is what it is
 * @param lastLines of containers whose output no log stream has, by name
 */
public record TaskMoments(
        Map<String, Instant> phases,
        Optional<Span> publication,
        Map<String, Instant> healthy,
        Map<String, Verdict> verdicts,
        PodTimings pod,
        Map<String, List<LastLine>> lastLines) {
    public static final Kind<TaskMoments> KIND = Kind.of("ecs.task-moments", RecordCodec.of(TaskMoments.class));

    /** Of a task of which nothing was noted. */
    public static final TaskMoments NONE =
            new TaskMoments(Map.of(), Optional.empty(), Map.of(), Map.of(), PodTimings.NONE, Map.of());

    public TaskMoments {
        phases = Map.copyOf(phases);
        healthy = Map.copyOf(healthy);
        verdicts = Map.copyOf(verdicts);
        lastLines = Map.copyOf(lastLines);
    }

    /** What a container's health check said from a moment on. */
    public record Verdict(ContainerState.Health health, Instant since) {}

    /** A line that a container wrote. */
    public record LastLine(Instant at, String text) {}

    TaskMoments entered(Phase phase, Instant now) {
        return new TaskMoments(with(phases, phase.lastStatus(), now), publication, healthy, verdicts, pod, lastLines);
    }

    TaskMoments published(Optional<Span> span) {
        return new TaskMoments(phases, publication.or(() -> span), healthy, verdicts, pod, lastLines);
    }

    TaskMoments healthy(String container, Instant now) {
        return new TaskMoments(phases, publication, with(healthy, container, now), verdicts, pod, lastLines);
    }

    /** The moment at which it came to this verdict, unless it is the one known already. */
    TaskMoments judged(String container, ContainerState.Health health, Instant now) {
        var known = verdicts.get(container);
        if (known != null && known.health() == health) {
            return this;
        }
        var all = new LinkedHashMap<>(verdicts);
        all.put(container, new Verdict(health, now));
        return new TaskMoments(phases, publication, healthy, all, pod, lastLines);
    }

    public TaskMoments with(PodTimings newer) {
        return new TaskMoments(phases, publication, healthy, verdicts, pod.and(newer), lastLines);
    }

    TaskMoments with(Map<String, List<LastLine>> lines) {
        return new TaskMoments(phases, publication, healthy, verdicts, pod, lines);
    }

    /** What was noted first stays. */
    private static Map<String, Instant> with(Map<String, Instant> moments, String name, Instant now) {
        var all = new LinkedHashMap<>(moments);
        all.putIfAbsent(name, now);
        return all;
    }
}
