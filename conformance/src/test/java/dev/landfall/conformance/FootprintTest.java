package dev.landfall.conformance;

import static dev.landfall.conformance.EngineAwayTest.counts;
import static dev.landfall.conformance.Eventually.eventually;
import static dev.landfall.conformance.Workload.WAITS;
import static dev.landfall.conformance.Workload.shell;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.cli.Landfall;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.Task;

/** What a task takes up on its machine is seen, so that it can be missed once the task is over, and the server is gone. */
@Tag("docker")
final class FootprintTest {
    private static DockerEngineOfTests docker;

    @BeforeAll
    static void findDocker() throws IOException {
        docker = DockerEngineOfTests.find();
    }

    @Test
    void growsByATaskAndShrinksToWhatItWas() throws IOException {
        var installation = Installation.on(docker.host());
        try (var server = ServerProcess.start(installation);
                var clients = new Clients(installation.endpoint())) {
            var workload = Workload.in(clients, "seen");
            var definition = definition(workload);
            end(workload, workload.running(workload.runPublic(definition)));
            var before = Footprint.whenQuiet(installation);

            var task = workload.running(workload.runPublic(definition));
            eventually("a log", () -> workload.lines(task, "main").size() > 2);
            var address = Workload.privateAddress(task);
            var grown = new ArrayList<>(Footprint.of(installation).lines());
            before.lines().forEach(grown::remove);
            var id = task.taskArn().substring(task.taskArn().lastIndexOf('/') + 1);
            assertThat(grown)
                    .contains("container 'main' of task '%s' at '%s', running".formatted(id, address))
                    .contains("1 documents of network.interface", "1 logs being read")
                    .anyMatch(trace -> trace.startsWith("volume ") && trace.contains(id))
                    .anyMatch(
                            trace -> trace.startsWith("nft ") && trace.contains(" public: ") && trace.endsWith(address))
                    .anyMatch(trace -> trace.startsWith("nft ") && trace.contains(address + " : jump"));

            end(workload, task);
            before.isAllThereIs(installation);
        }
    }

    @Test
    void isNothingAfterAPurge() throws IOException {
        var installation = Installation.on(docker.host());
        try (var server = ServerProcess.start(installation);
                var clients = new Clients(installation.endpoint())) {
            var workload = Workload.in(clients, "purged");
            workload.running(workload.runPublic(definition(workload)));
            server.kill();
            assertThat(Footprint.outside(installation).lines())
                    .anyMatch(trace -> trace.startsWith("container "))
                    .anyMatch(trace -> trace.startsWith("volume "))
                    .anyMatch(trace -> trace.startsWith("network "))
                    .anyMatch(trace -> trace.startsWith("nft "))
                    .anyMatch(trace -> trace.startsWith("lock "));
            var words = new ArrayList<>(List.of("purge"));
            words.addAll(installation.options());
            assertThat(Landfall.run(words.toArray(String[]::new))).isZero();
            assertThat(Footprint.outside(installation).lines()).isEmpty();
        }
    }

    private static void end(Workload workload, Task task) {
        workload.stop(task, "enough");
        workload.stopped(task);
    }

    private static String definition(Workload workload) {
        return workload.register(
                "seen",
                task -> task.volumes(volume -> volume.name("scratch")),
                shell("main", counts())
                        .mountPoints(mount -> mount.sourceVolume("scratch").containerPath("/scratch")),
                shell("side", WAITS));
    }
}
