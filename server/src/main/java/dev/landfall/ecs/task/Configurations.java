package dev.landfall.ecs.task;

import dev.landfall.ecs.configuration.Gathering;
import dev.landfall.ecs.configuration.SealedConfiguration;
import dev.landfall.ecs.configuration.TaskConfiguration;
import dev.landfall.ecs.taskdefinition.TaskDefinition;
import dev.landfall.store.Store;
import dev.landfall.store.Transaction;
import dev.landfall.vault.Vault;
import java.util.Optional;

/**
 * Keeps, encrypted, what tasks' containers are to be given, from when it was read until they are made. So a container gets
 * the values of the moment its task was readied, also when the control plane dies in between.
 */
final class Configurations {
    private final Store store;
    private final Vault vault;

    Configurations(Store store, Vault vault) {
        this.store = store;
        this.vault = vault;
    }

    /** Not in a transaction: encrypting takes its time. Empty where there is nothing to keep. */
    Optional<SealedConfiguration> seal(Task task, TaskConfiguration configuration) {
        return configuration.isEmpty()
                ? Optional.empty()
                : Optional.of(SealedConfiguration.seal(vault, task.key(), configuration));
    }

    static void keep(Transaction tx, Task task, SealedConfiguration configuration) {
        tx.put(SealedConfiguration.KIND, task.key(), configuration);
    }

    /** Nothing, once every container was made: no engine needs it then. */
    TaskConfiguration of(Task task, TaskDefinition definition) {
        if (!Gathering.isNeeded(definition.spec(), task.spec().overrides())) {
            return TaskConfiguration.NONE;
        }
        return store.read(reader -> reader.get(SealedConfiguration.KIND, task.key()))
                .map(kept -> kept.open(vault, task.key()))
                .orElse(TaskConfiguration.NONE);
    }

    /** Lets go of it as soon as no container is still to be made. */
    static void dropIfUsed(Transaction tx, Task task) {
        if (task.isOver() || task.containers().stream().allMatch(c -> c.hasStarted() || c.hasEnded())) {
            tx.delete(SealedConfiguration.KIND, task.key());
        }
    }
}
