package dev.landfall.ecs.instance;

import dev.landfall.ecs.placement.Capacity;
import dev.landfall.ecs.task.Phase;
import dev.landfall.ecs.task.Task;
import dev.landfall.ecs.task.TaskKinds;
import dev.landfall.store.Document;
import dev.landfall.store.Key;
import dev.landfall.store.Reader;
import dev.landfall.store.Scan;
import java.util.List;

/**
 * What the tasks of an instance make of it. Counted from the tasks that are not over each time it is asked, so it is never
 * wrong.
 *
 * @param groups of each task
 * @param remaining what is left for others
 */
record Occupancy(int running, int pending, List<String> groups, Capacity remaining) {
    Occupancy {
        groups = List.copyOf(groups);
    }

    static Occupancy of(Reader reader, ContainerInstance instance) {
        var left = instance.registered();
        for (var task : onThisMachine(reader)) {
            var at = task.spec().placement().orElseThrow();
            left = left.without(at.cpu(), at.memoryMiB(), at.tcpPorts(), at.udpPorts(), at.gpus());
        }
        var tasks = tasks(reader, instance);
        return new Occupancy(
                (int) tasks.stream().filter(Occupancy::runs).count(),
                (int) tasks.stream().filter(Occupancy::isToRun).count(),
                tasks.stream().map(task -> task.spec().group()).toList(),
                left);
    }

    /** Those that are not over. */
    static List<Task> tasks(Reader reader, ContainerInstance instance) {
        return under(
                reader,
                Key.of(instance.realm().account(), instance.realm().region(), instance.cluster(), instance.id()));
    }

    /**
     * There is one machine, and it may have been another instance a moment ago: what it was made to leave holds on to its
     * ports until it has ended.
     */
    private static List<Task> onThisMachine(Reader reader) {
        return under(reader, Key.ROOT);
    }

    private static List<Task> under(Reader reader, Key prefix) {
        return reader.list(TaskKinds.TASK, TaskKinds.ALIVE_BY_INSTANCE, Scan.under(prefix)).stream()
                .map(Document::value)
                .toList();
    }

    private static boolean runs(Task task) {
        return task.phase() instanceof Phase.Running;
    }

    private static boolean isToRun(Task task) {
        return switch (task.phase()) {
            case Phase.Provisioning p -> true;
            case Phase.Pending p -> true;
            case Phase.Activating a -> true;
            case Phase.Running r -> false;
            case Phase.Deactivating d -> false;
            case Phase.Stopping s -> false;
            case Phase.Deprovisioning d -> false;
            case Phase.Stopped s -> false;
        };
    }
}
