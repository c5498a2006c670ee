package dev.landfall.ecs.task;

import dev.landfall.ecs.Names;
import dev.landfall.ecs.account.Tagged;
import dev.landfall.store.Key;

/** Tasks bear tags until they are told to stop. */
public final class TaskTags {
    public static final Tagged<Task> TAGGED = new Tagged<>(
            TaskKinds.TASK,
            (realm, arn) -> Names.resource(realm, arn, "task")
                    .map(path -> path.split("/", 2))
                    .filter(parts -> parts.length == 2)
                    .map(parts -> Key.of(realm.account(), realm.region(), parts[0], parts[1])),
            task -> task.stop().isEmpty(),
            task -> task.spec().tags(),
            Task::tagged);

    private TaskTags() {}
}
