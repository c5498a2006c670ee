package dev.landfall.ecs.task;

import dev.landfall.contract.ecs.CapacityProviderStrategyItem;
import dev.landfall.contract.ecs.LaunchType;
import dev.landfall.contract.ecs.RunTaskRequest;
import dev.landfall.ecs.EcsFaults;
import dev.landfall.ecs.cluster.CapacityStrategy;
import dev.landfall.ecs.cluster.Cluster;
import dev.landfall.ecs.taskdefinition.Compatibilities;
import dev.landfall.ecs.taskdefinition.TaskDefinition;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a request's tasks are to run on. */
sealed interface Compute {
    /** The Linux platform version that LATEST means. */
    String LATEST_PLATFORM = "1.4.0";

    /** The Linux platform versions that Fargate runs tasks on. */
    Set<String> PLATFORMS = Set.of("LATEST", LATEST_PLATFORM, "1.3.0");

    /** @param providers the capacity provider of each task; empty for the launch type */
    record Fargate(List<Optional<String>> providers) implements Compute {
        public Fargate {
            providers = List.copyOf(providers);
        }
    }

    /** Launch type EC2. */
    record ContainerInstances(int count) implements Compute {}

    /** By launch type, given strategy, the cluster's default strategy, or the launch type that AWS falls back to. */
    static Compute of(Cluster cluster, RunTaskRequest in) {
        var count = in.countOr(1);
        List<CapacityProviderStrategyItem> strategy =
                in.capacityProviderStrategyOrEmpty().isEmpty() && in.launchType() == null
                        ? cluster.defaultStrategy()
                        : CapacityStrategy.checked(in.capacityProviderStrategyOrEmpty(), cluster.capacityProviders());
        if (!strategy.isEmpty()) {
            return new Fargate(CapacityStrategy.share(strategy, count).stream()
                    .map(Optional::of)
                    .toList());
        }
        return switch (in.launchTypeOr(LaunchType.EC2)) {
            case FARGATE -> new Fargate(Collections.nCopies(count, Optional.empty()));
            case EC2 -> new ContainerInstances(count);
            case EXTERNAL -> throw EcsFaults.noContainerInstances();
            case MANAGED_INSTANCES ->
                throw EcsFaults.invalidParameter(
                        "Launch type MANAGED_INSTANCES is not supported. Use a capacity provider strategy instead.");
        };
    }

    /** Refuses what does not go together. */
    default void check(TaskDefinition definition, RunTaskRequest in) {
        switch (this) {
            case Fargate f -> {
                if (!Compatibilities.fitsFargate(definition.spec())) {
                    throw EcsFaults.invalidParameter(
                            f.providers().getFirst().isPresent()
                                    ? "The selected task definition is not compatible with the selected compute strategy."
                                    : "Task definition does not support launch_type FARGATE.");
                }
                checkFargate(in);
            }
            case ContainerInstances c -> {
                if (in.platformVersion() != null) {
                    throw EcsFaults.invalidParameter(
                            "The platform version must be null when specifying an EC2 launch type.");
                }
            }
        }
    }

    private static void checkFargate(RunTaskRequest in) {
        if (!PLATFORMS.contains(in.platformVersionOr("LATEST"))) {
            throw EcsFaults.platformUnknown();
        }
        if (!in.placementConstraintsOrEmpty().isEmpty()
                || !in.placementStrategyOrEmpty().isEmpty()) {
            throw EcsFaults.invalidParameter(
                    "Placement constraints and placement strategies are not supported with FARGATE launch type.");
        }
    }
}
