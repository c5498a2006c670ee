package dev.landfall.conformance;

import static dev.landfall.conformance.Workload.WAITS;
import static dev.landfall.conformance.Workload.shell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.NetworkConfiguration;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Scope;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

/**
 * How a task under launch type EC2 fails to start, in the agent's words: its containers tell why, and it tells itself only
 * what concerns no container in particular.
 */
@Tag("docker")
final class InstanceStoppedTaskTest {
    private static DockerEngineOfTests docker;
    private static Server server;
    private static Workload workload;

    @BeforeAll
    static void start() throws IOException {
        docker = DockerEngineOfTests.find();
        server = Server.start(Installation.on(docker.host()));
        workload = Workload.in(server.clients(), "failing");
        try (var own = new RawApi(server.installation().endpoint())) {
            own.registerInstance("failing");
        }
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Test
    void leavesItToTheContainerToTellThatItCannotBeStarted() {
        var task = failedToStart("no-command", shell("main", WAITS).command("/no/such/program"));
        assertThat(task.stoppedReason()).isEqualTo("Task failed to start");
        assertThat(only(task).reason())
                .startsWith("CannotStartContainerError: Error response from daemon: ")
                .contains("/no/such/program");
        assertThat(only(task).exitCode()).isNull();
        assertThat(task.executionStoppedAt()).isNotNull();
    }

    @Test
    void leavesItToTheContainerToTellThatItCannotBeMade() {
        var task = failedToStart("nowhere", shell("main", WAITS).workingDirectory("relative"));
        assertThat(task.stoppedReason()).isEqualTo("Task failed to start");
        assertThat(only(task).reason())
                .isEqualTo("CannotCreateContainerError: Error response from daemon: the working directory 'relative' is"
                        + " invalid, it needs to be an absolute path");
        assertThat(only(task).runtimeId()).isNull();
    }

    @Test
    void tellsThatAVolumeCannotBeMade() {
        var task = failedToStart(
                "bad-volume",
                request -> request.volumes(volume -> volume.name("odd")
                        .dockerVolumeConfiguration(
                                docker -> docker.scope(Scope.TASK).driverOpts(Map.of("colour", "blue")))),
                shell("main", WAITS)
                        .mountPoints(mount -> mount.sourceVolume("odd").containerPath("/odd")));
        assertThat(task.stoppedReason())
                .startsWith("CannotCreateVolumeError: Error response from daemon: create landfall-")
                .endsWith("invalid option: \"colour\"");
        assertThat(only(task).reason()).isNull();
    }

    /** A volume belongs to the task, whichever container mounts it. */
    @Test
    void doesNotStartWithoutAVolumeOfAContainerThatIsNotEssential() {
        var task = failedToStart(
                "bad-helper-volume",
                request -> request.volumes(volume -> volume.name("odd")
                        .dockerVolumeConfiguration(
                                docker -> docker.scope(Scope.TASK).driverOpts(Map.of("colour", "blue")))),
                shell("main", WAITS),
                shell("helper", WAITS)
                        .essential(false)
                        .mountPoints(mount -> mount.sourceVolume("odd").containerPath("/odd")));
        assertThat(task.stoppedReason()).startsWith("CannotCreateVolumeError: ");
    }

    @Test
    void tellsThatASharedVolumeIsMissingThatItMayNotMake() {
        var name = "landfall-no-such-volume";
        var task = failedToStart(
                "missing-volume",
                request -> request.volumes(volume -> volume.name(name)
                        .dockerVolumeConfiguration(
                                docker -> docker.scope(Scope.SHARED).autoprovision(false))),
                shell("main", WAITS)
                        .mountPoints(mount -> mount.sourceVolume(name).containerPath("/data")));
        assertThat(task.stoppedReason())
                .isEqualTo("ResourceInitializationError: resource cannot be initialized for task " + task.taskArn()
                        + ": initialize volume: volume detection failed, volume '" + name
                        + "' does not exist and autoprovision is set to false: Error response from daemon: get " + name
                        + ": no such volume");
        assertThat(only(task).reason()).isNull();
    }

    /** As the agent, which compares nothing but the name. */
    @Test
    void takesASharedVolumeThatIsThereAsItIs() {
        var name = "landfall-kept-" + server.installation().instance();
        docker.docker("volume", "create", "--label", "kept=yes", name);
        try {
            var definition = define(
                    "kept-volume",
                    request -> request.volumes(volume -> volume.name(name)
                            .dockerVolumeConfiguration(docker -> docker.scope(Scope.SHARED)
                                    .autoprovision(true)
                                    .labels(Map.of("kept", "no")))),
                    shell("main", "echo kept > /data/file")
                            .mountPoints(mount -> mount.sourceVolume(name).containerPath("/data")));
            assertThat(only(workload.stopped(run(definition))).exitCode()).isZero();
            assertThat(docker.docker("volume", "inspect", "-f", "{{json .Labels}}", name))
                    .isEqualTo("{\"kept\":\"yes\"}");
        } finally {
            docker.attempt("", "volume", "rm", name);
        }
    }

    /** A read-only file system where the kernel's groups were takes away the right to make one. */
    @Test
    void tellsThatItsControlGroupCannotBeMade() throws IOException {
        var groups =
                Path.of("/sys/fs/cgroup/memory/landfall", server.installation().instance());
        assumeTrue(Files.isWritable(Path.of("/sys/fs/cgroup/memory")), "these control groups are not this user's");
        failedToStart("first", shell("main", WAITS).command("/no/such/program")); // it makes the instance's group
        assumeTrue(Files.isDirectory(groups), "the engine's control groups are not made here");
        assertThat(mount("mount", "-t", "tmpfs", "-o", "ro", "landfall-test", groups.toString()))
                .isZero();
        Task task;
        try {
            task = failedToStart("no-group", shell("main", WAITS));
        } finally {
            assertThat(mount("umount", groups.toString())).isZero();
        }
        assertThat(task.stoppedReason()).isEqualTo("CgroupError: Agent could not create task's platform resources");
        assertThat(only(task).reason()).isNull();
    }

    private static int mount(String... command) throws IOException {
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Task failedToStart(String family, ContainerDefinition.Builder... containers) {
        return failedToStart(family, request -> {}, containers);
    }

    private static Task failedToStart(
            String family,
            Consumer<RegisterTaskDefinitionRequest.Builder> more,
            ContainerDefinition.Builder... containers) {
        var task = workload.stopped(run(define(family, more, containers)));
        assertThat(task.stopCode()).as(task.toString()).isEqualTo(TaskStopCode.TASK_FAILED_TO_START);
        assertThat(task.startedAt()).isNull();
        assertThat(task.containers()).extracting(Container::lastStatus).containsOnly("STOPPED");
        Moments.areInOrder(task);
        Explanation.of(server, task).tells(task);
        assertThat(docker.containersOf(task.taskArn())).isEmpty();
        return task;
    }

    private static String define(
            String family,
            Consumer<RegisterTaskDefinitionRequest.Builder> more,
            ContainerDefinition.Builder... containers) {
        for (var container : containers) {
            container.memory(32);
        }
        return workload.register(
                family,
                request -> more.accept(request.requiresCompatibilities(Compatibility.EC2)
                        .networkMode(NetworkMode.BRIDGE)
                        .cpu("128")
                        .memory("128")),
                containers);
    }

    private static Task run(String definition) {
        return workload.run(
                definition,
                request -> request.launchType(LaunchType.EC2).networkConfiguration((NetworkConfiguration) null));
    }

    private static Container only(Task task) {
        assertThat(task.containers()).hasSize(1);
        return task.containers().getFirst();
    }
}
