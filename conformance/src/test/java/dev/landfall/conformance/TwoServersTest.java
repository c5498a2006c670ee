package dev.landfall.conformance;

import static dev.landfall.conformance.EngineAwayTest.counts;
import static dev.landfall.conformance.EngineAwayTest.hasEveryLineOnce;
import static dev.landfall.conformance.Workload.shell;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.Task;

/** Two servers on one engine do not see, stop or adopt what belongs to the other. */
@Tag("docker")
final class TwoServersTest {
    @Test
    void leaveEachOthersContainersAlone() throws IOException {
        var docker = DockerEngineOfTests.find();
        try (var one = Server.start(Installation.on(docker.host()))) {
            var ours = Workload.in(one.clients(), "same-name");
            var task = ours.running(ours.runPublic(ours.register("same-family", shell("main", counts()))));
            var containers = docker.containersOf(task.taskArn());
            try (var two = Server.start(Installation.on(docker.host()))) {
                var theirs = Workload.in(two.clients(), "same-name");
                var other = theirs.running(theirs.runPublic(theirs.register("same-family", shell("main", counts()))));
                assertThat(docker.containersOf(other.taskArn())).isNotEmpty().doesNotContainAnyElementsOf(containers);
                two.restart();
                assertThat(theirs.running(other).containers().getFirst().runtimeId())
                        .isEqualTo(other.containers().getFirst().runtimeId());
                one.restart();
                assertThat(docker.containersOf(one.installation()))
                        .doesNotContainAnyElementsOf(docker.containersOf(two.installation()));
                theirs.stopAll();
                assertThat(docker.containersOf(other.taskArn())).isEmpty();
                isAsBefore(ours, task);
            }
            // The other has removed all that it had by now.
            isAsBefore(ours, task);
            assertThat(docker.containersOf(task.taskArn())).containsExactlyInAnyOrderElementsOf(containers);
            ours.stopAll();
            hasEveryLineOnce(ours, task);
        }
    }

    private static void isAsBefore(Workload workload, Task task) {
        var now = workload.running(task);
        assertThat(now.containers().getFirst().runtimeId())
                .isEqualTo(task.containers().getFirst().runtimeId());
        assertThat(workload.publicAddress(now)).isPresent();
    }
}
