package dev.landfall.ecs.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.contract.ecs.Tag;
import dev.landfall.contract.ecs.TaskStopCode;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskKindsTest {
    @Test
    void readsEveryPhaseBackAsItWasWritten() {
        var at = Instant.parse("2026-11-21T12:00:00.123456Z");
        for (var phase : List.of(
                new Phase.Provisioning(),
                new Phase.Pending(),
                new Phase.Activating(),
                new Phase.Running(),
                new Phase.Deactivating(),
                new Phase.Stopping(at),
                new Phase.Deprovisioning(),
                new Phase.Stopped(at))) {
            var task = Tasks.of(phase, "app", "sidecar")
                    .end(new Stop(TaskStopCode.USER_INITIATED, "enough", at))
                    .tagged(List.of(Tag.builder().key("k").value("v").build()));
            var codec = TaskKinds.TASK.codec();
            assertThat(codec.decode(codec.encode(task))).isEqualTo(task);
        }
    }
}
