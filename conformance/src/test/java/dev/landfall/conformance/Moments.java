package dev.landfall.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

/** The moments that a task tells of itself, in the order of its life. */
final class Moments {
    private Moments() {}

    /**
     * For a task that is over: every moment that it has comes after those before it, and it has those that AWS gives every
     * stopped task. One that ran has its start and the end of its execution too.
     */
    static void areInOrder(Task task) {
        assertThat(task.lastStatus()).isEqualTo("STOPPED");
        assertThat(task.stoppingAt()).as("stoppingAt of %s", task).isNotNull();
        assertThat(task.stoppedAt()).as("stoppedAt of %s", task).isNotNull();
        if (task.stopCode() == TaskStopCode.ESSENTIAL_CONTAINER_EXITED) {
            assertThat(task.startedAt()).as("startedAt of %s", task).isNotNull();
        }
        if (task.startedAt() != null) {
            assertThat(task.executionStoppedAt())
                    .as("executionStoppedAt of %s", task)
                    .isNotNull();
        }
        inOrder(task, task.createdAt(), task.connectivityAt(), task.stoppingAt(), task.stoppedAt());
        inOrder(task, task.createdAt(), task.pullStartedAt(), task.pullStoppedAt(), task.startedAt());
        inOrder(task, task.startedAt(), task.executionStoppedAt(), task.stoppedAt());
    }

    private static void inOrder(Task task, Instant... moments) {
        var known = Stream.of(moments).filter(Objects::nonNull).toList();
        assertThat(known).as("%s", task).isSorted();
    }
}
