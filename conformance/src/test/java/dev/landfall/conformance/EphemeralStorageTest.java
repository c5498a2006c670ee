package dev.landfall.conformance;

import static dev.landfall.conformance.Eventually.eventually;
import static dev.landfall.conformance.Workload.WAITS;
import static dev.landfall.conformance.Workload.shell;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.engine.quota.TestDisk;
import dev.landfall.engine.quota.TestDisk.Kind;
import dev.landfall.json.Json;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.ecs.model.Task;

/**
 * A task on Fargate writes no more than its ephemeral storage, wherever the engine's file system can hold it to that. The
 * engine is the test's own, on a file system in a sparse file; most of what is written is only reserved and takes no room.
 */
@Tag("docker")
@Tag("slow")
final class EphemeralStorageTest {
    private static final long DISK_BYTES = 100L << 30;

    /** On Fargate a task of 20 GiB is told that it has 20,496 MiB. */
    private static final long SURPLUS_MIB = 16;

    private static final String TELLS_SIZE = "df -k / | tail -n 1 | tr -s ' ' | cut -d' ' -f2";
    private static final String METADATA = "$ECS_CONTAINER_METADATA_URI_V4/task";

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private TestDisk disk;
    private DockerEngineOfTests docker;
    private ServerProcess server;
    private Clients clients;
    private Workload workload;

    private void begin(Kind kind) throws IOException {
        disk = opened(TestDisk.mounted(kind, DISK_BYTES));
        var driver = kind.countsByProject() ? "overlay2" : "btrfs";
        docker = opened(OwnDockerEngine.in(disk.folder(), "--storage-driver=" + driver))
                .docker();
        var installation = Installation.on(docker.host());
        server = opened(ServerProcess.start(installation));
        clients = opened(new Clients(installation.endpoint()));
        workload = Workload.in(clients, "storage");
    }

    private <T extends AutoCloseable> T opened(T each) {
        open.push(each);
        return each;
    }

    @AfterEach
    void closeAll() throws Exception {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"XFS", "EXT4"})
    void holdsAllContainersAndVolumesOfATaskToOneSizeAndTellsItWhatItUses(Kind kind) throws Exception {
        begin(kind);
        var full = kind == Kind.XFS ? "No space left on device" : "Disk quota exceeded";
        var definition = workload.register(
                "together",
                request -> request.volumes(volume -> volume.name("shared")),
                shell(
                                "first",
                                "fallocate -l 12G /layer && fallocate -l 7G /shared/file && touch /shared/done; "
                                        + WAITS)
                        .mountPoints(point -> point.sourceVolume("shared").containerPath("/shared")),
                shell(
                                "second",
                                "until [ -e /shared/done ]; do sleep 0.05; done;"
                                        + " fallocate -l 2G /much 2>&1; rm -f /much;"
                                        + " fallocate -l 1020M /less && echo fits;"
                                        + " dd if=/dev/zero of=/etc/hosts bs=1M count=30 2>&1 | grep hosts;"
                                        + " : > /etc/hosts; echo told; " + WAITS)
                        .mountPoints(point -> point.sourceVolume("shared").containerPath("/shared")));
        var task = workload.running(workload.run(definition));
        assertThat(task.ephemeralStorage().sizeInGiB()).isEqualTo(20);
        assertThat(task.fargateEphemeralStorage().sizeInGiB()).isEqualTo(20);
        eventually("what it found", () -> workload.lines(task, "second").contains("told"));
        assertThat(workload.lines(task, "second"))
                .containsExactly(
                        "fallocate: fallocate '/much': " + full,
                        "fits",
                        "dd: error writing '/etc/hosts': " + full,
                        "told");

        var reserved = 20 * 1_024 + SURPLUS_MIB;
        assertMetrics(task, 12 * 1_024 + 7 * 1_024 + 1_020, reserved);
        server.kill();
        server.startAgain();
        assertMetrics(task, 12 * 1_024 + 7 * 1_024 + 1_020, reserved);
        var inside = Inside.of(docker, task, "second");
        assertThat(docker.attempt("", "exec", inside.id(), "fallocate", "-l", "1G", "/more")
                        .text())
                .contains(full);

        workload.stop(task, "seen");
        workload.stopped(task);
        assertThat(disk.limits()).as("limits that it left").isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"XFS", "EXT4"})
    void takesTheSizeOfTheDefinitionAndOfTheRun(Kind kind) throws Exception {
        begin(kind);
        var definition = workload.register(
                "sized",
                request -> request.ephemeralStorage(storage -> storage.sizeInGiB(21)),
                shell("main", TELLS_SIZE));
        var usual = workload.stopped(workload.run(definition));
        var more = workload.stopped(workload.run(
                definition,
                request -> request.overrides(run -> run.ephemeralStorage(storage -> storage.sizeInGiB(30)))));
        assertThat(usual.ephemeralStorage().sizeInGiB()).isEqualTo(21);
        assertThat(more.ephemeralStorage().sizeInGiB()).isEqualTo(30);
        assertThat(more.overrides().ephemeralStorage().sizeInGiB()).isEqualTo(30);
        assertThat(workload.lines(usual, "main")).containsExactly(kib(21));
        assertThat(workload.lines(more, "main")).containsExactly(kib(30));
    }

    /** Docker itself holds each container's layer there, the image in it; nobody counts for the task. */
    @Test
    void holdsEachContainerByItselfOnBtrfs() throws Exception {
        begin(Kind.BTRFS);
        var fills = "fallocate -l 20G /layer && echo fits; fallocate -l 100M /more 2>&1; echo told; " + WAITS;
        var definition = workload.register("apart", shell("first", fills), shell("second", fills));
        var task = workload.running(workload.run(definition));
        for (var container : List.of("first", "second")) {
            eventually("what it found", () -> workload.lines(task, container).contains("told"));
            assertThat(workload.lines(task, container))
                    .containsExactly("fits", "fallocate: fallocate '/more': Disk quota exceeded", "told");
        }
        assertThat(Inside.of(docker, task, "first").get(METADATA))
                .contains("\"TaskARN\"")
                .doesNotContain("EphemeralStorageMetrics");
    }

    private void assertMetrics(Task task, long written, long reserved) {
        var metrics = eventually(
                "metadata",
                () -> docker.attempt(
                        "", "exec", Inside.of(docker, task, "second").id(), "sh", "-c", "wget -q -O - " + METADATA),
                said -> said.text().contains("EphemeralStorageMetrics")); // a new server has yet to find the task
        var told = (Json.Members) member(metrics.text(), "EphemeralStorageMetrics");
        assertThat(number(told, "Reserved")).isEqualTo(reserved);
        assertThat(number(told, "Utilized")).isBetween(written, written + SURPLUS_MIB);
    }

    private static Json member(String json, String name) {
        try {
            return ((Json.Members) Json.parse(json)).get(name).orElseThrow();
        } catch (Json.Malformed e) {
            throw new AssertionError(json, e);
        }
    }

    private static long number(Json.Members members, String name) {
        return (long) ((Json.Numeral) members.get(name).orElseThrow()).value();
    }

    /** As df tells it. */
    private static String kib(long gib) {
        return String.valueOf((gib * 1_024 + SURPLUS_MIB) * 1_024);
    }
}
