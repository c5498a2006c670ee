package dev.landfall.ecs;

import dev.landfall.contract.Fault;
import dev.landfall.contract.ecs.EcsErrors;
import java.util.List;

/** The errors ECS answers with, in its own words. */
public final class EcsFaults {
    private EcsFaults() {}

    public static Fault client(String message) {
        return Fault.of(EcsErrors.CLIENT_EXCEPTION, message);
    }

    public static Fault invalidParameter(String message) {
        return Fault.of(EcsErrors.INVALID_PARAMETER_EXCEPTION, message);
    }

    public static Fault clusterNotFound() {
        return Fault.of(EcsErrors.CLUSTER_NOT_FOUND_EXCEPTION, "Cluster not found.");
    }

    public static Fault clusterContainsTasks() {
        return Fault.of(
                EcsErrors.CLUSTER_CONTAINS_TASKS_EXCEPTION, "The Cluster cannot be deleted while Tasks are active.");
    }

    public static Fault taskDefinitionNotFound() {
        return client("TaskDefinition not found.");
    }

    public static Fault taskDefinitionInactive() {
        return client("TaskDefinition is inactive");
    }

    public static Fault unableToDescribeTaskDefinition() {
        return client("Unable to describe task definition.");
    }

    public static Fault taskNotFound() {
        return invalidParameter("The referenced task was not found.");
    }

    public static Fault containerInstanceNotFound() {
        return invalidParameter("The referenced container instance was not found.");
    }

    public static Fault clusterContainsContainerInstances() {
        return Fault.of(
                EcsErrors.CLUSTER_CONTAINS_CONTAINER_INSTANCES_EXCEPTION,
                "The Cluster cannot be deleted while Container Instances are active or draining.");
    }

    public static Fault targetNotFound() {
        return Fault.of(EcsErrors.TARGET_NOT_FOUND_EXCEPTION, "The specified target was not found.");
    }

    public static Fault attributeLimitExceeded() {
        return Fault.of(
                EcsErrors.ATTRIBUTE_LIMIT_EXCEEDED_EXCEPTION,
                "You can apply up to 10 custom attributes for each resource.");
    }

    public static Fault serviceNotFound() {
        return Fault.of(EcsErrors.SERVICE_NOT_FOUND_EXCEPTION, "Service not found.");
    }

    public static Fault noContainerInstances() {
        return invalidParameter("No Container Instances were found in your cluster.");
    }

    /** The same client token came with another request. */
    public static Fault tokenReused(List<String> taskArns) {
        return Fault.of(
                        EcsErrors.CONFLICT_EXCEPTION,
                        "The client token was already used with different request parameters.")
                .with("resourceIds", taskArns);
    }

    public static Fault resourceNotFound(String message) {
        return Fault.of(EcsErrors.RESOURCE_NOT_FOUND_EXCEPTION, message);
    }

    public static Fault limitExceeded(String message) {
        return Fault.of(EcsErrors.LIMIT_EXCEEDED_EXCEPTION, message);
    }

    public static Fault platformUnknown() {
        return Fault.of(EcsErrors.PLATFORM_UNKNOWN_EXCEPTION, "The specified platform version does not exist.");
    }

    public static Fault badToken() {
        return invalidParameter("Invalid token");
    }
}
