package dev.landfall.conformance;

import static dev.landfall.conformance.Workload.WAITS;
import static dev.landfall.conformance.Workload.shell;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.PidMode;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.UlimitName;

/**
 * Every parameter of a container that Fargate takes, one real task each: what it did is told by the container itself, in
 * its log. The tasks run at the same time.
 */
@Tag("docker")
final class ParameterMatrixTest {
    private static final Parameters CASES = new Parameters()
            .add("command", c -> c.command("echo", "one  word"), "one  word")
            .add("entryPoint", c -> c.entryPoint("echo", "first").command("second"), "first second")
            .add(
                    "environment",
                    "echo \"$COLOUR\"",
                    c -> c.environment(e -> e.name("COLOUR").value("a=b c")),
                    "a=b c")
            .add("workingDirectory", "pwd", c -> c.workingDirectory("/made/for/it"), "/made/for/it")
            .add("user", "id -u; id -g", c -> c.user("65534:1234"), "65534", "1234")
            .add("user by default", "id -u", c -> c, "0")
            .add(
                    "readonlyRootFilesystem",
                    "touch /x 2>&1",
                    c -> c.readonlyRootFilesystem(true),
                    "touch: /x: Read-only file system")
            .add("readonlyRootFilesystem by default", "touch /x && echo written", c -> c, "written")
            .add("pseudoTerminal", "[ -t 1 ] && echo terminal", c -> c.pseudoTerminal(true), "terminal")
            .add("pseudoTerminal by default", "[ -t 1 ] || echo none", c -> c, "none")
            .add("interactive", "(timeout 5 cat; echo $?) 2>/dev/null", c -> c.interactive(true), "143")
            .add("interactive by default", "(timeout 5 cat; echo $?) 2>/dev/null", c -> c, "0")
            .add(
                    "initProcessEnabled",
                    "cat /proc/1/comm",
                    c -> c.linuxParameters(l -> l.initProcessEnabled(true)),
                    "docker-init")
            .add("initProcessEnabled by default", "cat /proc/1/comm; true", c -> c, "sh")
            .add(
                    "capabilities.add",
                    "grep CapEff /proc/self/status",
                    c -> c.linuxParameters(l -> l.capabilities(k -> k.add("SYS_PTRACE"))),
                    "CapEff:\t00000000a80c25fb")
            .add(
                    "capabilities.drop",
                    "grep CapEff /proc/self/status; touch /f; chown 1 /f 2>&1",
                    c -> c.linuxParameters(l -> l.capabilities(k -> k.drop("CHOWN", "NET_RAW"))),
                    "CapEff:\t00000000a80405fa",
                    "chown: /f: Operation not permitted")
            .add(
                    "capabilities.drop ALL",
                    "grep CapEff /proc/self/status",
                    c -> c.linuxParameters(l -> l.capabilities(k -> k.drop("ALL"))),
                    "CapEff:\t0000000000000000")
            .add(
                    "ulimits",
                    "ulimit -Sn; ulimit -Hn; ulimit -Sc",
                    c -> c.ulimits(
                            u -> u.name(UlimitName.NOFILE).softLimit(512).hardLimit(1_024),
                            u -> u.name(UlimitName.CORE).softLimit(0).hardLimit(0)),
                    "512",
                    "1024",
                    "0")
            .add("cpu", Cgroup.SHARES, c -> c.cpu(128), "128|5")
            .add("cpu by default", Cgroup.SHARES, c -> c, "2|1")
            .add("memory", Cgroup.MEMORY, c -> c.memory(64), "67108864")
            .add("memory by default", Cgroup.MEMORY, c -> c, "536870912")
            .add("memoryReservation", Cgroup.RESERVATION, c -> c.memoryReservation(32), "33554432")
            .add("the task's cpu", Cgroup.QUOTA, c -> c, "25000 100000")
            .add(
                    "systemControls",
                    "cat /proc/sys/net/ipv4/tcp_keepalive_time /proc/sys/kernel/msgmax",
                    c -> c.systemControls(
                            s -> s.namespace("net.ipv4.tcp_keepalive_time").value("500"),
                            s -> s.namespace("kernel.msgmax").value("4096")),
                    "500",
                    "4096")
            .add(
                    "systemControls of the network hold for the whole task",
                    task -> {},
                    List.of(
                            shell(
                                    "main",
                                    "until [ $(cat /proc/sys/net/core/somaxconn) = 99 ]; do sleep 0.05; done; echo told"),
                            shell("other", WAITS)
                                    .systemControls(s ->
                                            s.namespace("net.core.somaxconn").value("99"))),
                    "told")
            .add(
                    "volumes and mountPoints",
                    task -> task.volumes(v -> v.name("shared")),
                    List.of(
                            shell(
                                            "main",
                                            "until [ -e /in/file ]; do sleep 0.05; done; cat /in/file; touch /in/mine 2>&1")
                                    .mountPoints(m -> m.sourceVolume("shared")
                                            .containerPath("/in")
                                            .readOnly(true)),
                            shell("writer", "echo written > /out/new; mv /out/new /out/file; " + WAITS)
                                    .mountPoints(m -> m.sourceVolume("shared").containerPath("/out"))),
                    "written",
                    "touch: /in/mine: Read-only file system")
            .add(
                    "volumesFrom",
                    task -> task.volumes(v -> v.name("shared")),
                    List.of(
                            shell(
                                            "main",
                                            "until [ -e /out/file ]; do sleep 0.05; done; cat /out/file; touch /out/mine 2>&1")
                                    .volumesFrom(
                                            v -> v.sourceContainer("writer").readOnly(true)),
                            shell("writer", "echo written > /out/new; mv /out/new /out/file; " + WAITS)
                                    .mountPoints(m -> m.sourceVolume("shared").containerPath("/out"))),
                    "written",
                    "touch: /out/mine: Read-only file system")
            .add(
                    "pidMode task",
                    task -> task.pidMode(PidMode.TASK),
                    List.of(
                            shell("main", "until ps | grep -q '[s]leep 4242'; do sleep 0.05; done; echo seen"),
                            shell("other", "sleep 4242").stopTimeout(2)),
                    "seen")
            .add(
                    "pidMode by default",
                    task -> {},
                    List.of(
                            shell("main", "sleep 0.5; ps | grep -c '[s]leep 4242'"),
                            shell("other", "sleep 4242").stopTimeout(2)),
                    "0");

    private static DockerEngineOfTests docker;
    private static Server server;
    private static Workload workload;
    private static final Map<String, Task> TASKS = new LinkedHashMap<>();

    @BeforeAll
    static void runThemAll() throws IOException {
        docker = DockerEngineOfTests.find();
        server = Server.start(Installation.on(docker.host()));
        workload = Workload.in(server.clients(), "matrix");
        for (var each : CASES.all()) {
            var definition = workload.register(
                    each.family(), each.task(), each.containers().toArray(ContainerDefinition.Builder[]::new));
            TASKS.put(each.name(), workload.run(definition));
        }
    }

    @AfterAll
    static void stop() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    static List<Parameters.Case> cases() {
        return CASES.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void takesEffect(Parameters.Case each) {
        var task = workload.stopped(TASKS.get(each.name()));
        each.check(task, workload.lines(task, "main"));
    }

    /** Where the engine is allowed to raise limits, what Fargate has; else what the engine gives anybody. */
    @Test
    void opensAsManyFilesAsFargateWhereTheEngineMay() {
        var fargates = docker.attempt(
                "", "run", "--rm", "--ulimit", "nofile=65535:65535", DockerEngineOfTests.BUSYBOX, "true");
        var usual = docker.docker("run", "--rm", DockerEngineOfTests.BUSYBOX, "sh", "-c", "ulimit -n");
        var task = workload.stopped(workload.run(workload.register("files", shell("main", "ulimit -n"))));
        assertThat(workload.lines(task, "main")).containsExactly(fargates.status() == 0 ? "65535" : usual);
    }

    @Test
    void labelsTheContainer() {
        var definition = workload.register(
                "labels", shell("main", WAITS).dockerLabels(Map.of("team", "a", "dev.landfall.instance", "forged")));
        var task = workload.running(workload.run(definition));
        var labels = docker.docker(
                "inspect",
                "-f",
                "{{json .Config.Labels}}",
                task.containers().getFirst().runtimeId());
        assertThat(labels)
                .contains("\"team\":\"a\"")
                .contains("\"com.amazonaws.ecs.task-arn\":\"" + task.taskArn() + "\"")
                .contains("\"com.amazonaws.ecs.container-name\":\"main\"")
                .doesNotContain("forged");
        workload.stop(task, "seen");
    }

    @Test
    void sharesNoVolumeWithAnotherTask() {
        var definition = workload.register(
                "own-volume",
                task -> task.volumes(v -> v.name("shared")),
                shell("main", "echo found $(ls /v); touch /v/mine; sleep 0.5")
                        .mountPoints(m -> m.sourceVolume("shared").containerPath("/v")));
        var tasks = List.of(workload.run(definition), workload.run(definition));
        for (var task : tasks) {
            assertThat(workload.lines(workload.stopped(task), "main")).containsExactly("found");
        }
    }
}
