package dev.landfall.ecs.task;

import dev.landfall.contract.ecs.TaskStopCode;
import java.time.Instant;

/**
 * Why and when a task was told to end: its desired status is STOPPED from then on. The first reason stays.
 *
 * @param code AWS's {@code stopCode}
 * @param reason AWS's {@code stoppedReason}
 */
public record Stop(TaskStopCode code, String reason, Instant at) {
    static Stop failedToStart(String reason, Instant at) {
        return new Stop(TaskStopCode.TASK_FAILED_TO_START, reason, at);
    }
}
