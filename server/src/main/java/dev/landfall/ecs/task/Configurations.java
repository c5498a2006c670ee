package dev.landfall.ecs.task;

import dev.landfall.ecs.configuration.Gathering;
import dev.landfall.ecs.configuration.SealedConfiguration;
import dev.landfall.ecs.configuration.TaskConfiguration;
import dev.landfall.ecs.taskdefinition.TaskDefinition;
import dev.landfall.store.Reader;
import dev.landfall.store.Store;
import dev.landfall.store.Transaction;
import dev.landfall.vault.Vault;
import java.util.Map;
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

    /** The secret options that say where a container's lines go; none for most. */
    Map<String, String> logOptions(Task task, TaskDefinition definition, String container) {
        return LogTargets.isSecret(definition, container)
                ? of(task, definition).of(container).logOptions()
                : Map.of();
    }

    /** Lets go of it as soon as no container is still to be made, and no lines are still to go where only it says. */
    static void dropIfUsed(Transaction tx, Task task) {
        var made = task.containers().stream().allMatch(c -> c.hasStarted() || c.hasEnded());
        if (task.isOver() || made && !logsSecretly(tx, task)) {
            tx.delete(SealedConfiguration.KIND, task.key());
        }
    }

    private static boolean logsSecretly(Reader reader, Task task) {
        var key = TaskDefinition.key(
                task.realm(), task.spec().family(), task.spec().revision());
        return reader.get(TaskDefinition.KIND, key)
                .filter(definition ->
                        task.containers().stream().anyMatch(c -> LogTargets.isSecret(definition, c.name())))
                .isPresent();
    }
}
