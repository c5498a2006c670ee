package dev.landfall.ecs.task;

import dev.landfall.ecs.taskdefinition.TaskDefinition;
import dev.landfall.store.Index;
import dev.landfall.store.Key;
import dev.landfall.store.Kind;
import dev.landfall.store.RecordCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** How tasks are stored and found. */
public final class TaskKinds {
    /** account, region, cluster, desired status, one facet and its value: what ListTasks asks for. */
    public static final Index<Task> BY_FACET = new Index<>("facet", (key, task) -> facets(task));

    /** account, region, cluster, launch type, last status: what a cluster's statistics count. */
    public static final Index<Task> BY_STATUS = new Index<>("status", (key, task) -> List.of(status(task)));

    /** The task id alone, as the engine knows it; only tasks that are not over. */
    public static final Index<Task> ALIVE = new Index<>(
            "alive",
            (key, task) -> task.isOver() ? List.of() : List.of(Key.of(task.id().value())));

    /** The addresses of a task that is not over: who asks the agent. */
    public static final Index<Task> BY_ADDRESS = new Index<>(
            "asker",
            (key, task) ->
                    task.isOver() ? List.of() : task.addresses().map(Key::of).toList());

    /** account, region, family, revision of tasks that are not over: while there are any, their definition stays. */
    public static final Index<Task> ALIVE_BY_DEFINITION =
            new Index<>("alive-definition", (key, task) -> task.isOver() ? List.of() : List.of(definition(task)));

    /** account, region, cluster, container instance of tasks that are not over: what takes up its resources. */
    public static final Index<Task> ALIVE_BY_INSTANCE =
            new Index<>("alive-instance", (key, task) -> task.isOver() ? List.of() : instance(task));

    /** When a task that is over stopped, oldest first. */
    public static final Index<Task> BY_END = new Index<>("end", (key, task) -> end(task));

    public static final Kind<Task> TASK = Kind.of(
            "ecs.task",
            RecordCodec.of(Task.class),
            BY_FACET,
            BY_STATUS,
            ALIVE,
            ALIVE_BY_DEFINITION,
            ALIVE_BY_INSTANCE,
            BY_ADDRESS,
            BY_END);

    /** What a client token was used for: key account, region, operation, token. */
    public static final Kind<ClientToken> CLIENT_TOKEN =
            Kind.of("ecs.client-token", RecordCodec.of(ClientToken.class), ClientToken.BY_AGE);

    private TaskKinds() {}

    /** The values ListTasks may narrow a cluster's tasks by. */
    public enum Facet {
        ALL,
        FAMILY,
        STARTED_BY,
        SERVICE,
        LAUNCH_TYPE,
        CONTAINER_INSTANCE,
    }

    private static List<Key> facets(Task task) {
        var base = Key.of(task.realm().account(), task.realm().region(), task.cluster(), task.desiredStatus());
        var keys = new ArrayList<Key>();
        keys.add(base.with(Facet.ALL.name()));
        keys.add(base.with(Facet.FAMILY.name(), task.spec().family()));
        keys.add(base.with(Facet.LAUNCH_TYPE.name(), task.spec().launchType().value()));
        task.spec().startedBy().ifPresent(by -> keys.add(base.with(Facet.STARTED_BY.name(), by)));
        task.spec().placement().ifPresent(at -> keys.add(base.with(Facet.CONTAINER_INSTANCE.name(), at.instanceId())));
        if (task.spec().group().startsWith("service:")) {
            keys.add(base.with(Facet.SERVICE.name(), task.spec().group().substring("service:".length())));
        }
        return keys;
    }

    private static Key status(Task task) {
        return Key.of(
                task.realm().account(),
                task.realm().region(),
                task.cluster(),
                task.spec().launchType().value(),
                task.phase().lastStatus());
    }

    private static Key definition(Task task) {
        return TaskDefinition.key(
                task.realm(), task.spec().family(), task.spec().revision());
    }

    private static List<Key> instance(Task task) {
        return task
                .spec()
                .placement()
                .map(at -> Key.of(task.realm().account(), task.realm().region(), task.cluster(), at.instanceId()))
                .stream()
                .toList();
    }

    private static List<Key> end(Task task) {
        return task.phase() instanceof Phase.Stopped stopped ? List.of(Key.of(sortable(stopped.at()))) : List.of();
    }

    /** Fixed width, so that it sorts as time does. */
    static String sortable(Instant at) {
        return "%016d".formatted(at.toEpochMilli());
    }
}
