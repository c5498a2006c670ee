package dev.landfall.bench;

import static dev.landfall.bench.Samples.millis;

import dev.landfall.contract.ecs.Container;
import dev.landfall.contract.ecs.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A hundred tasks that end at once, asked for as fast as the API takes them, until every one is STOPPED. */
final class ShortTasks {
    private static final int TASKS = 100;
    private static final int PER_CALL = 10; // RunTask takes no more

    /** Describing a hundred tasks again and again would take a core of its own. */
    private static final long EVERY_MILLIS = 100;

    private ShortTasks() {}

    static void measure(Workload workload, DockerCommand docker, Report report) throws Exception {
        report.section("A hundred short tasks");
        var begun = System.nanoTime();
        var arns = new ArrayList<String>();
        while (arns.size() < TASKS) {
            arns.addAll(workload.run(PER_CALL));
        }
        var accepted = System.nanoTime() - begun;
        var tasks = workload.await(arns, "STOPPED", EVERY_MILLIS);
        var taken = System.nanoTime() - begun;
        report.line(
                "%d tasks of one container that exits with 0: accepted within %s ms, all STOPPED after %s ms, %.1f tasks per second, %d of them with exit code 0.",
                TASKS, millis(accepted / 1e6), millis(taken / 1e6), TASKS / (taken / 1e9), succeeded(tasks));
        var waits = Samples.of(tasks.stream().map(ShortTasks::startedAfter).toList());
        report.line(
                "From createdAt to startedAt: median %s ms, longest %s.", millis(waits.median()), millis(waits.max()));
        var alone = TASKS / (docker.runToTheEnd(TASKS, PER_CALL) / 1e9);
        report.line(
                "The same containers by docker run --rm, %d at a time: %.1f per second; ratio %.2f.",
                PER_CALL, alone, TASKS / (taken / 1e9) / alone);
    }

    private static long succeeded(List<Task> tasks) {
        return tasks.stream()
                .filter(task -> task.containersOrEmpty().stream()
                        .map(Container::exitCode)
                        .allMatch(code -> Objects.equals(code, 0)))
                .count();
    }

    private static long startedAfter(Task task) {
        return Duration.between(Objects.requireNonNull(task.createdAt()), Objects.requireNonNull(task.startedAt()))
                .toNanos();
    }
}
