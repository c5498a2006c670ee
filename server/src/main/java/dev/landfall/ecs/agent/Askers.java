package dev.landfall.ecs.agent;

import dev.landfall.ecs.task.Task;
import dev.landfall.ecs.task.TaskKinds;
import dev.landfall.ecs.taskdefinition.TaskDefinition;
import dev.landfall.store.Document;
import dev.landfall.store.Reader;
import dev.landfall.store.Scan;
import dev.landfall.store.Store;
import java.util.Optional;

/** Tells from an address which task asks. While a task lives, no other of this instance has its address. */
final class Askers {
    private final Store store;
    private final AgentIds ids;

    Askers(Store store, AgentIds ids) {
        this.store = store;
        this.ids = ids;
    }

    /** Empty for an address that no task with containers has now. */
    Optional<Asker> at(String address) {
        return store.read(reader -> reader.list(TaskKinds.TASK, TaskKinds.BY_ADDRESS, Scan.under(address)).stream()
                .map(Document::value)
                .filter(task -> task.phase().started())
                .findFirst()
                .flatMap(task -> asker(reader, task)));
    }

    private Optional<Asker> asker(Reader reader, Task task) {
        var spec = task.spec();
        var key = TaskDefinition.key(task.realm(), spec.family(), spec.revision());
        return reader.get(TaskDefinition.KIND, key).map(definition -> new Asker(task, definition, ids));
    }
}
