package dev.landfall.cli.doctor;

import dev.landfall.Settings;
import dev.landfall.cli.EngineProbe;
import dev.landfall.cli.doctor.Finding.Good;
import dev.landfall.cli.doctor.Finding.Limited;
import dev.landfall.engine.quota.NoQuotas;
import dev.landfall.engine.quota.ProjectQuotas;
import dev.landfall.engine.quota.StorageGround;

/** Whether tasks can write more than their ephemeral storage. */
final class StorageCheck implements Check {
    private static final String MEND =
            "keep the engine's data on XFS mounted with -o prjquota, or on ext4 with project quotas, and run the server as"
                    + " root";

    @Override
    public Finding examine(Settings settings) {
        return EngineProbe.storage(settings.dockerHost())
                .map(StorageCheck::judge)
                .orElseGet(() -> new Limited(
                        "whether tasks are held to their ephemeral storage is not known while no engine answers",
                        "start the engine"));
    }

    private static Finding judge(StorageGround ground) {
        return switch (ground.quotas()) {
            case ProjectQuotas quotas -> new Good("tasks are held to their ephemeral storage by " + quotas.describe());
            case NoQuotas(String reason)
            when ground.holdsLayers() ->
                new Limited(
                        reason + ": the engine holds the layer of each container to the task's ephemeral storage by"
                                + " itself, not all of a task's together, and not its volumes",
                        MEND);
            case NoQuotas(String reason) ->
                new Limited(
                        reason + ": tasks are not held to their ephemeral storage, nor told how much they use", MEND);
        };
    }
}
