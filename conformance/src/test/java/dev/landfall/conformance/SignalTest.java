package dev.landfall.conformance;

import static dev.landfall.conformance.Workload.shell;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.Task;

/** Which signals reach the processes of a container when its task is stopped. */
@Tag("docker")
final class SignalTest {
    /** Says which signal came; a shell runs a trap once its child has ended. */
    private static final String LISTENS = "for s in TERM USR1 QUIT; do trap \"echo $s; exit 0\" $s; done; echo ready; "
            + "while :; do sleep 0.05; done";

    private static DockerEngineOfTests docker;
    private static Server server;
    private static Workload workload;

    @BeforeAll
    static void start() throws IOException {
        docker = DockerEngineOfTests.find();
        server = Server.start(Installation.on(docker.host()));
        workload = Workload.in(server.clients(), "signals");
    }

    @AfterAll
    static void stop() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void sendsTermWhereTheImageSaysNothing() {
        var over = stopped(shell("main", LISTENS));
        assertThat(workload.lines(over, "main")).containsExactly("ready", "TERM");
    }

    @Test
    void sendsTheSignalThatTheImageAsksFor() {
        var image = "landfall/stops-by-usr1:" + server.installation().instance();
        var built = docker.attempt(
                "FROM " + DockerEngineOfTests.BUSYBOX + "\nSTOPSIGNAL SIGUSR1\n", "build", "-q", "-t", image, "-");
        assertThat(built.status()).as(built.text()).isZero();
        try {
            var over = stopped(shell("main", LISTENS).image(image));
            assertThat(workload.lines(over, "main")).containsExactly("ready", "USR1");
        } finally {
            docker.docker("rmi", image);
        }
    }

    /** The kernel keeps signals without a handler from a first process; an init passes them to one that has none. */
    @Test
    void endsAProgramWithoutHandlersOnlyUnderAnInitProcess() {
        var waits = "echo ready; exec sleep 1000";
        var alone = stopped(shell("main", waits).stopTimeout(2));
        assertThat(alone.containers().getFirst().exitCode()).isEqualTo(137);
        assertThat(Duration.between(alone.stoppingAt(), alone.executionStoppedAt()))
                .isGreaterThan(Duration.ofMillis(1_800));

        var under =
                stopped(shell("main", waits).stopTimeout(20).linuxParameters(linux -> linux.initProcessEnabled(true)));
        assertThat(under.containers().getFirst().exitCode()).isEqualTo(143);
        assertThat(Duration.between(under.stoppingAt(), under.executionStoppedAt()))
                .isLessThan(Duration.ofSeconds(15));
    }

    private static Task stopped(ContainerDefinition.Builder container) {
        var task = workload.running(workload.run(workload.register("signals", container)));
        Eventually.eventually(
                "its handlers", () -> !workload.lines(task, "main").isEmpty());
        workload.stop(task, "test");
        return workload.stopped(task);
    }
}
