package dev.landfall.conformance;

import static dev.landfall.conformance.Workload.WAITS;
import static dev.landfall.conformance.Workload.shell;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.DeviceCgroupPermission;
import software.amazon.awssdk.services.ecs.model.IpcMode;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.NetworkConfiguration;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.PidMode;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Scope;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.Volume;

/**
 * The parameters that only container instances take, one real task each on the bridge: what it did is told by the
 * container itself, in its log. The tasks run at the same time.
 */
@Tag("docker")
final class InstanceParameterMatrixTest {
    private static final String MOUNTS = "mkdir /m; mount -t tmpfs none /m 2>&1 && echo mounted";
    private static final Map<String, Task> TASKS = new LinkedHashMap<>();
    private static DockerEngineOfTests docker;
    private static Server server;
    private static Workload workload;
    private static Path folder;
    private static List<Parameters.Case> cases;

    @BeforeAll
    static void runThemAll() throws IOException {
        docker = DockerEngineOfTests.find();
        server = Server.start(Installation.on(docker.host()));
        workload = Workload.in(server.clients(), "matrix");
        try (var own = new RawApi(server.installation().endpoint())) {
            own.registerInstance("matrix");
        }
        folder = Files.createTempDirectory("landfall-matrix-");
        cases = table().all();
        for (var each : cases) {
            var definition =
                    register(each.family(), each.task(), each.containers().toArray(ContainerDefinition.Builder[]::new));
            TASKS.put(each.name(), run(definition));
        }
    }

    @AfterAll
    static void stop() throws IOException {
        if (server != null) {
            server.close();
            Files.deleteIfExists(folder.resolve("made/file"));
            Files.deleteIfExists(folder.resolve("made"));
            Files.deleteIfExists(folder);
        }
    }

    private static Parameters table() {
        var table = new Parameters();
        if (grantsPrivileges()) {
            table.add("privileged", MOUNTS, c -> c.privileged(true), "mounted");
        }
        return table.add("privileged by default", MOUNTS, c -> c, ".*(denied|not permitted).*")
                .add(
                        "devices",
                        "[ -c /dev/mine ] && echo there; : < /dev/mine && echo read; (: > /dev/mine) 2>&1",
                        c -> c.linuxParameters(l -> l.devices(d -> d.hostPath("/dev/loop-control")
                                .containerPath("/dev/mine")
                                .permissions(DeviceCgroupPermission.READ))),
                        "there",
                        "read",
                        ".*/dev/mine: Operation not permitted")
                .add(
                        "tmpfs",
                        "grep -o '^tmpfs /scratch .*' /proc/mounts",
                        c -> c.linuxParameters(l -> l.tmpfs(
                                t -> t.containerPath("/scratch").size(16).mountOptions("mode=1750", "noatime"))),
                        "tmpfs /scratch tmpfs rw,nosuid,nodev,noexec,noatime,size=16384k,mode=1750.* 0 0")
                .add(
                        "sharedMemorySize",
                        "df -m /dev/shm | tail -1 | awk '{print $2}'",
                        c -> c.linuxParameters(l -> l.sharedMemorySize(128)),
                        "128")
                .add(
                        "maxSwap and swappiness",
                        Cgroup.SWAP,
                        c -> c.memory(64).linuxParameters(l -> l.maxSwap(32).swappiness(7)),
                        "100663296 7|33554432")
                .add("no swap", Cgroup.SWAP, c -> c.memory(64).linuxParameters(l -> l.maxSwap(0)), "67108864 60|0")
                .add(
                        "dockerSecurityOptions",
                        "grep NoNewPrivs /proc/self/status",
                        c -> c.dockerSecurityOptions("no-new-privileges"),
                        "NoNewPrivs:\t1")
                .add("no new privileges by default", "grep NoNewPrivs /proc/self/status", c -> c, "NoNewPrivs:\t0")
                .add("hostname", "hostname", c -> c.hostname("named"), "named")
                .add("no cpu quota", Cgroup.QUOTA, c -> c.cpu(64), "-1 100000|max 100000")
                .add(
                        "memoryReservation alone",
                        Cgroup.MEMORY,
                        c -> c.memory(null).memoryReservation(16),
                        "\\d{16,}|max")
                .add("execution environment", "echo $AWS_EXECUTION_ENV", c -> c, "AWS_ECS_EC2")
                .add(
                        "pidMode task on the bridge",
                        task -> task.pidMode(PidMode.TASK),
                        List.of(
                                shell("main", "until ps | grep -q '[s]leep 4343'; do sleep 0.05; done; echo seen"),
                                shell("other", "sleep 4343").stopTimeout(2)),
                        "seen")
                .add(
                        "pidMode host",
                        task -> task.pidMode(PidMode.HOST),
                        List.of(shell("main", "ls -l /proc/self/ns | grep -o 'pid:.*' | head -1")),
                        namespace("--pid", "pid"))
                .add(
                        "ipcMode task on the bridge",
                        task -> task.ipcMode(IpcMode.TASK),
                        List.of(
                                shell("main", "until [ -e /dev/shm/met ]; do sleep 0.05; done; echo met"),
                                shell("other", "touch /dev/shm/met; " + WAITS)),
                        "met")
                .add(
                        "ipcMode host",
                        task -> task.ipcMode(IpcMode.HOST),
                        List.of(shell("main", "ls -l /proc/self/ns | grep -o 'ipc:.*'")),
                        namespace("--ipc", "ipc"))
                .add(
                        "ipcMode none",
                        task -> task.ipcMode(IpcMode.NONE),
                        List.of(shell("main", "grep -c /dev/shm /proc/mounts")),
                        "0")
                .add(
                        "host.sourcePath",
                        task -> task.volumes(v -> v.name("host").host(h -> h.sourcePath(folder + "/made"))),
                        List.of(shell("main", "echo kept > /a/file; cat /b/file; touch /b/other 2>&1")
                                .mountPoints(
                                        m -> m.sourceVolume("host").containerPath("/a"),
                                        m -> m.sourceVolume("host")
                                                .containerPath("/b")
                                                .readOnly(true))),
                        "kept",
                        "touch: /b/other: Read-only file system")
                .add(
                        "dockerVolumeConfiguration of scope task",
                        task -> task.volumes(v -> v.name("own")
                                .dockerVolumeConfiguration(d -> d.scope(Scope.TASK)
                                        .driver("local")
                                        .driverOpts(Map.of("type", "tmpfs", "device", "tmpfs", "o", "size=1m")))),
                        List.of(shell("main", "grep -o 'tmpfs /own .*' /proc/mounts")
                                .mountPoints(m -> m.sourceVolume("own").containerPath("/own"))),
                        "tmpfs /own tmpfs rw,.*size=1024k.*");
    }

    static List<Parameters.Case> cases() {
        return cases;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void takesEffect(Parameters.Case each) {
        var task = workload.stopped(TASKS.get(each.name()));
        each.check(task, workload.lines(task, "main"));
    }

    @Test
    void keepsASharedVolumeForTheNextTask() {
        var name = "landfall-shared-" + server.installation().instance();
        try {
            Consumer<Volume.Builder> shared = v -> v.name(name)
                    .dockerVolumeConfiguration(d -> d.scope(Scope.SHARED)
                            .autoprovision(true)
                            .driver("local")
                            .labels(Map.of("purpose", "test", "dev.landfall.pod", "forged")));
            var script = "cat /data/file 2>/dev/null || echo first > /data/file";
            var definition = register(
                    "shared",
                    task -> task.volumes(shared),
                    shell("main", script).mountPoints(m -> m.sourceVolume(name).containerPath("/data")));
            workload.stopped(run(definition));
            var second = workload.stopped(run(definition));
            assertThat(workload.lines(second, "main")).containsExactly("first");
            assertThat(docker.docker("volume", "inspect", "-f", "{{json .Labels}}", name))
                    .isEqualTo("{\"purpose\":\"test\"}");
        } finally {
            docker.attempt("", "volume", "rm", name);
        }
    }

    @Test
    void leavesNothingBehind() {
        TASKS.values().forEach(workload::stopped);
        var label = "label=dev.landfall.instance=" + server.installation().instance();
        assertThat(docker.docker("volume", "ls", "-q", "--filter", label)).isEmpty();
        assertThat(docker.docker("ps", "-aq", "--filter", label, "--filter", "label=dev.landfall.namespaces"))
                .isEmpty();
    }

    /** An engine that is not allowed everything itself cannot allow it. */
    private static boolean grantsPrivileges() {
        return docker.attempt("", "run", "--rm", "--privileged", DockerEngineOfTests.BUSYBOX, "true")
                        .status()
                == 0;
    }

    /** The number of the engine's own namespace. */
    private static String namespace(String option, String kind) {
        var listing = docker.docker(
                "run", "--rm", option, "host", DockerEngineOfTests.BUSYBOX, "ls", "-l", "/proc/self/ns/" + kind);
        return Pattern.quote(listing.substring(listing.indexOf(kind + ":")));
    }

    private static String register(
            String family,
            Consumer<RegisterTaskDefinitionRequest.Builder> more,
            ContainerDefinition.Builder... containers) {
        for (var container : containers) {
            if (container.build().memory() == null && container.build().memoryReservation() == null) {
                container.memory(32);
            }
        }
        return workload.register(
                family,
                request -> more.accept(request.requiresCompatibilities(Compatibility.EC2)
                        .networkMode(NetworkMode.BRIDGE)
                        .cpu(null)
                        .memory(null)),
                containers);
    }

    private static Task run(String definition) {
        return workload.run(
                definition,
                request -> request.launchType(LaunchType.EC2).networkConfiguration((NetworkConfiguration) null));
    }
}
