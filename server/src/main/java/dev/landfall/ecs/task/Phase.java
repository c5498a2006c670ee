package dev.landfall.ecs.task;

import java.time.Instant;

/**
 * How far a task has come, in the order of AWS's task lifecycle. A task's phase only ever moves forward; each record holds
 * what only that phase knows.
 */
public sealed interface Phase {
    /** Accepted; its network interface is still to come. */
    record Provisioning() implements Phase {}

    /** It has its interface; roles, images and log groups are looked up. */
    record Pending() implements Phase {}

    /** The engine pulls, creates and starts its containers. */
    record Activating() implements Phase {}

    /** Every container was seen running. */
    record Running() implements Phase {}

    /** It leaves its load balancers before anything is stopped. */
    record Deactivating() implements Phase {}

    /** Its containers get the stop signal and, after the grace, SIGKILL. */
    record Stopping(Instant since) implements Phase {}

    /** Its pod, its addresses and its interface are taken away. */
    record Deprovisioning() implements Phase {}

    /** Over; described for an hour more. */
    record Stopped(Instant at) implements Phase {}

    /** The name AWS gives it in {@code lastStatus}. */
    default String lastStatus() {
        return switch (this) {
            case Provisioning p -> "PROVISIONING";
            case Pending p -> "PENDING";
            case Activating p -> "ACTIVATING";
            case Running p -> "RUNNING";
            case Deactivating p -> "DEACTIVATING";
            case Stopping p -> "STOPPING";
            case Deprovisioning p -> "DEPROVISIONING";
            case Stopped p -> "STOPPED";
        };
    }

    /** Its place in the lifecycle; a move never lowers it. */
    default int rank() {
        return switch (this) {
            case Provisioning p -> 0;
            case Pending p -> 1;
            case Activating p -> 2;
            case Running p -> 3;
            case Deactivating p -> 4;
            case Stopping p -> 5;
            case Deprovisioning p -> 6;
            case Stopped p -> 7;
        };
    }

    /** Whether the containers may be alive, as far as the control plane asked. */
    default boolean started() {
        return rank() >= 2 && rank() <= 5;
    }
}
