package dev.landfall.bench;

import static dev.landfall.bench.Samples.millis;

import dev.landfall.contract.ecs.DesiredStatus;
import dev.landfall.contract.ecs.ListTasksRequest;
import dev.landfall.contract.ecs.TaskStopCode;
import dev.landfall.ecs.task.Phase;
import dev.landfall.ecs.task.Stop;
import dev.landfall.ecs.task.Task;
import dev.landfall.ecs.task.TaskId;
import dev.landfall.ecs.task.TaskKinds;
import dev.landfall.store.Key;
import dev.landfall.store.Scan;
import dev.landfall.store.sqlite.SqliteStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** DescribeTasks and ListTasks with ever more tasks stored, which should make no difference. */
final class StoredTasks {
    private static final List<Integer> SIZES = List.of(1, 1_000, 10_000);
    private static final int WARM_UP = 1_500;
    private static final int REQUESTS = 2_000;
    private static final int MOST_DESCRIBED = 100; // of one call
    private static final int BATCH = 500; // per transaction

    private final List<String> command;
    private final int port;
    private final Path data;
    private final String nowhere;
    private final Random random = new Random(1);

    StoredTasks(List<String> command, int port, Path data) {
        this.command = command;
        this.port = port;
        this.data = data;
        this.nowhere = "unix://" + data.resolveSibling("none.sock"); // nothing runs, so nothing moves
    }

    void measure(Report report) throws Exception {
        report.section("DescribeTasks and ListTasks by tasks stored");
        report.line("%,d requests each over one connection, milliseconds: median / p99.", REQUESTS);
        report.line("");
        report.line(
                "| tasks | DescribeTasks of one | DescribeTasks of 100 | ListTasks, the first 100 | ListTasks of one family |");
        report.line("|---:|---:|---:|---:|---:|");
        var stored = template();
        for (var size : SIZES) {
            row(report, size, fill(stored, size));
        }
    }

    /** One task as RunTask wrote it, over since just now. */
    private Task template() throws Exception {
        try (var server = ServerProcess.start(command, port, data, nowhere);
                var ecs = new EcsClient(server.port())) {
            Workload.sleeping(ecs, "none").run(1);
        }
        try (var store = SqliteStore.open(data.resolve("state.db"))) {
            var document = store.read(reader -> reader.list(TaskKinds.TASK, TaskKinds.ALIVE, Scan.under(Key.ROOT)))
                    .getFirst();
            var over = over(document.value(), document.value().id());
            store.transact(tx -> {
                tx.put(TaskKinds.TASK, over.key(), over);
                return true;
            });
            return over;
        }
    }

    private static Task over(Task task, TaskId id) {
        var now = Instant.now();
        var stop = new Stop(TaskStopCode.USER_INITIATED, "Task stopped by user", now);
        return new Task(
                id,
                task.realm(),
                task.cluster(),
                task.spec(),
                new Phase.Stopped(now),
                Optional.of(stop),
                task.network(),
                task.containers(),
                task.times(),
                task.version());
    }

    /** @return the ARNs of the first hundred */
    private List<String> fill(Task template, int size) {
        try (var store = SqliteStore.open(data.resolve("state.db"))) {
            var missing = size - count(store);
            while (missing > 0) {
                var batch = Math.min(missing, BATCH);
                store.transact(tx -> {
                    for (var i = 0; i < batch; i++) {
                        var copy = over(template, TaskId.random(random));
                        tx.put(TaskKinds.TASK, copy.key(), copy);
                    }
                    return true;
                });
                missing -= batch;
            }
            return store
                    .read(reader ->
                            reader.list(TaskKinds.TASK, Scan.under(Key.ROOT).limit(MOST_DESCRIBED)))
                    .stream()
                    .map(document -> document.value().arn())
                    .toList();
        }
    }

    private static int count(SqliteStore store) {
        return store.read(reader -> reader.list(TaskKinds.TASK, Scan.under(Key.ROOT)))
                .size();
    }

    private void row(Report report, int size, List<String> arns) throws Exception {
        try (var server = ServerProcess.start(command, port, data, nowhere);
                var ecs = new EcsClient(server.port())) {
            var workload = Workload.sleeping(ecs, "none");
            var list = ListTasksRequest.builder().cluster(Workload.CLUSTER).desiredStatus(DesiredStatus.STOPPED);
            report.line(
                    "| %,d | %s | %s | %s | %s |",
                    size,
                    time(ecs, workload.describe(arns.subList(0, 1))),
                    time(ecs, workload.describe(arns)),
                    time(ecs, EcsClient.request("ListTasks", list.build())),
                    time(
                            ecs,
                            EcsClient.request(
                                    "ListTasks", list.family("sleeper").build())));
        }
    }

    private static String time(EcsClient ecs, byte[] request) {
        for (var i = 0; i < WARM_UP; i++) {
            ecs.send(request);
        }
        var taken = new long[REQUESTS];
        for (var i = 0; i < REQUESTS; i++) {
            var begun = System.nanoTime();
            ecs.send(request);
            taken[i] = System.nanoTime() - begun;
        }
        var samples = new Samples(taken);
        return millis(samples.median()) + " / " + millis(samples.percentile(99));
    }
}
