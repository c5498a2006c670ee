package dev.landfall.conformance;

import static dev.landfall.conformance.Workload.WAITS;
import static dev.landfall.conformance.Workload.shell;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.ContainerCondition;
import software.amazon.awssdk.services.ecs.model.ContainerDependency;

/** A task's size holds for its containers together. */
@Tag("docker")
final class TaskSizeTest {
    private static final String HOLDS_300_MB = "dd if=/dev/zero of=/dev/null bs=300M";

    private static Server server;
    private static Workload workload;

    @BeforeAll
    static void start() throws IOException {
        server = Server.start(Installation.on(DockerEngineOfTests.find().host()));
        workload = Workload.in(server.clients(), "size");
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    private static Consumer<ContainerDependency.Builder> after(String container) {
        return on -> on.containerName(container).condition(ContainerCondition.START);
    }

    @Test
    void endsTheTaskWhoseContainersTakeMoreMemoryThanItHas() {
        var definition = workload.register(
                "together",
                shell("first", HOLDS_300_MB + "; exit $?").stopTimeout(2).dependsOn(after("third")),
                shell("second", "sleep 0.5; " + HOLDS_300_MB + "; exit $?")
                        .stopTimeout(2)
                        .dependsOn(after("third")),
                shell("third", WAITS));
        var task = workload.stopped(workload.run(definition));
        assertThat(task.stoppedReason()).isEqualTo("Essential container in task exited");
        assertThat(task.containers())
                .filteredOn(container -> container.reason() != null)
                .singleElement()
                .satisfies(container -> {
                    assertThat(container.name()).isIn("first", "second");
                    assertThat(container.exitCode()).isEqualTo(137);
                    assertThat(container.reason()).isEqualTo("OutOfMemoryError: Container killed due to memory usage");
                });
        assertThat(task.containers())
                .filteredOn(c -> c.name().equals("third"))
                .allSatisfy(third -> assertThat(third.exitCode()).isZero());
    }

    /** 0.25 of a CPU for both together: a quarter of a second of work in a second, not half of one. */
    @Test
    void sharesItsCpuAmongItsContainers() {
        var counts = "i=0; while :; do i=$((i+1)); done & sleep 0.3; "
                + "a=$(cut -d' ' -f14 /proc/$!/stat); sleep 3; b=$(cut -d' ' -f14 /proc/$!/stat); echo $((b-a)); kill $!";
        var definition = workload.register(
                "cpu",
                shell("first", counts + "; sleep 1").dependsOn(after("second")),
                shell("second", "while :; do :; done").stopTimeout(2));
        var task = workload.stopped(workload.run(definition));
        assertThat(task.ephemeralStorage().sizeInGiB()).as("Fargate's default").isEqualTo(20);
        var ticks = Integer.parseInt(workload.lines(task, "first").getFirst());
        assertThat(ticks)
                .as("hundredths of a second in three seconds, of at most 75 for both")
                .isLessThan(65);
    }

    @Test
    void takesTheSizesOfTheRun() {
        var script = "(" + Cgroup.MEMORY + "); (" + Cgroup.RESERVATION + "); (" + Cgroup.QUOTA + "); (" + Cgroup.SHARES
                + ")";
        var definition = workload.register("overridden", shell("main", script).memory(256));
        var task = workload.stopped(workload.run(
                definition,
                request -> request.overrides(run -> run.cpu("512")
                        .memory("1024")
                        .ephemeralStorage(storage -> storage.sizeInGiB(30))
                        .containerOverrides(main -> main.name("main")
                                .memory(128)
                                .memoryReservation(64)
                                .cpu(256)))));
        assertThat(task.ephemeralStorage().sizeInGiB()).isEqualTo(30);
        assertThat(task.overrides().ephemeralStorage().sizeInGiB()).isEqualTo(30);
        assertThat(workload.lines(task, "main"))
                .startsWith("134217728", "67108864", "50000 100000")
                .last()
                .isIn("256", "10");
    }
}
