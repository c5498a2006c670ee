package dev.landfall.ecs.configuration;

import dev.landfall.store.Key;
import dev.landfall.store.Kind;
import dev.landfall.store.RecordCodec;
import dev.landfall.vault.Vault;

/**
 * A task's configuration as it is kept, encrypted and bound to the task, from the moment it is readied until its
 * containers have been made.
 */
public record SealedConfiguration(byte[] sealed) {
    /** By the task's key. */
    public static final Kind<SealedConfiguration> KIND =
            Kind.of("ecs.task-configuration", RecordCodec.of(SealedConfiguration.class));

    private static final Kind.Codec<TaskConfiguration> CONTENT = RecordCodec.of(TaskConfiguration.class);

    public static SealedConfiguration seal(Vault vault, Key task, TaskConfiguration content) {
        return new SealedConfiguration(vault.seal(CONTENT.encode(content), place(task)));
    }

    public TaskConfiguration open(Vault vault, Key task) {
        return CONTENT.decode(vault.unseal(sealed, place(task)));
    }

    private static String place(Key task) {
        return KIND.name() + "/" + task;
    }
}
