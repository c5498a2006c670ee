package dev.landfall.ecs.task;

import dev.landfall.contract.ecs.LaunchType;
import dev.landfall.contract.ecs.RunTaskRequest;
import dev.landfall.contract.ecs.StartTaskRequest;
import dev.landfall.ecs.EcsFaults;

/** Reads StartTask as a RunTask whose instances are chosen already. */
final class StartRequests {
    private static final int MAX_INSTANCES = 10;

    private StartRequests() {}

    static RunTaskRequest asRun(StartTaskRequest in) {
        var instances = in.containerInstancesOrEmpty();
        if (instances.isEmpty()) {
            throw EcsFaults.invalidParameter("Container instances cannot be empty.");
        }
        if (instances.size() > MAX_INSTANCES) {
            throw EcsFaults.invalidParameter(
                    "Container instances cannot have more than " + MAX_INSTANCES + " elements.");
        }
        return RunTaskRequest.builder()
                .cluster(in.cluster())
                .taskDefinition(in.taskDefinition())
                .launchType(LaunchType.EC2)
                .group(in.group())
                .overrides(in.overrides())
                .networkConfiguration(in.networkConfiguration())
                .startedBy(in.startedBy())
                .tags(in.tags())
                .propagateTags(in.propagateTags())
                .enableECSManagedTags(in.enableECSManagedTags())
                .enableExecuteCommand(in.enableExecuteCommand())
                .volumeConfigurations(in.volumeConfigurations())
                .build();
    }
}
