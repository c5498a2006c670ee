package dev.landfall.bench;

import static dev.landfall.bench.Samples.millis;

import dev.landfall.contract.ecs.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From the call of RunTask to the first answer of DescribeTasks that says RUNNING, beside Docker without Landfall. */
final class TaskStart {
    private static final int ROUNDS = 30;
    private static final int ROUNDS_OF_MANY = 15;
    private static final int MEDIAN_AIM_MILLIS = 120;
    private static final int LONGEST_AIM_MILLIS = 250;
    private static final int WARM_UP = 3; // the first tasks load and compile code; the aim is for a server in use
    private static final Duration PAUSE = Duration.ofMillis(1500); // a client that runs one task now and then

    private final Workload workload;
    private final DockerCommand command;
    private final DockerApi api;
    private final int size;
    private final int rounds;
    private final Map<String, List<Long>> parts = new LinkedHashMap<>();
    private final List<Long> tasks = new ArrayList<>();
    private final List<Long> commands = new ArrayList<>();
    private final List<Long> calls = new ArrayList<>();

    /** @param size how many containers the workload's task has */
    TaskStart(Workload workload, DockerCommand command, DockerApi api, int size) {
        this.workload = workload;
        this.command = command;
        this.api = api;
        this.size = size;
        this.rounds = size == 1 ? ROUNDS : ROUNDS_OF_MANY;
    }

    void measure(Report report) throws Exception {
        report.section("RunTask until DescribeTasks says RUNNING, the image present, containers: " + size);
        for (var round = -WARM_UP; round < rounds; round++) {
            var task = task(round >= 0);
            Thread.sleep(PAUSE);
            var ran = command.run(size);
            Thread.sleep(PAUSE.dividedBy(3));
            var called = api.createAndStart(size);
            if (round >= 0) {
                tasks.add(task);
                commands.add(ran);
                calls.add(called);
            }
            Thread.sleep(PAUSE.dividedBy(3));
        }
        write(report);
    }

    private long task(boolean counts) throws InterruptedException {
        var calledAt = Instant.now();
        var begun = System.nanoTime();
        var arns = workload.run(1);
        var accepted = System.nanoTime();
        var seen = workload.await(arns, "RUNNING").getFirst();
        var taken = System.nanoTime() - begun;
        if (counts) {
            part("RunTask answered", accepted - begun);
            itemise(seen, calledAt);
        }
        Thread.sleep(100);
        workload.stop(arns);
        return taken;
    }

    private void itemise(Task task, Instant calledAt) {
        part("createdAt", calledAt, task.createdAt());
        part("connectivityAt", calledAt, task.connectivityAt());
        part("pullStartedAt", calledAt, task.pullStartedAt());
        part("pullStoppedAt", calledAt, task.pullStoppedAt());
        part("startedAt", calledAt, task.startedAt());
    }

    private void part(String name, Instant from, @Nullable Instant to) {
        Optional.ofNullable(to)
                .ifPresent(at -> part(name, Duration.between(from, at).toNanos()));
    }

    private void part(String name, long nanos) {
        parts.computeIfAbsent(name, any -> new ArrayList<>()).add(nanos);
    }

    private void write(Report report) throws Exception {
        var ours = Samples.of(tasks);
        report.line(
                "%d rounds in turns, milliseconds. A task has its own network interface and public address.", rounds);
        report.line("");
        report.line("| | median | p90 | longest |");
        report.line("|---|---:|---:|---:|");
        row(report, "RunTask to RUNNING seen", ours);
        besides(report, ours, "docker run --detach of each, bridge network", Samples.of(commands));
        besides(report, ours, "Docker's API, create + start of each, bridge network", Samples.of(calls));
        report.line("");
        report.line("Medians since the call: %s, seen %s.", partsText(), millis(ours.median()));
        if (size == 1) {
            var met = ours.median() < MEDIAN_AIM_MILLIS && ours.max() <= LONGEST_AIM_MILLIS;
            report.line(
                    "Aim: a median below %d, never above %d: %s.",
                    MEDIAN_AIM_MILLIS, LONGEST_AIM_MILLIS, met ? "met" : "**missed**");
        }
    }

    private String partsText() {
        return String.join(
                ", ",
                parts.entrySet().stream()
                        .map(part -> part.getKey() + " "
                                + millis(Samples.of(part.getValue()).median()))
                        .toList());
    }

    private static void besides(Report report, Samples ours, String name, Samples theirs) throws Exception {
        row(report, name, theirs);
        report.line(
                "| ratio | %.2f | %.2f | |",
                ours.median() / theirs.median(), ours.percentile(90) / theirs.percentile(90));
    }

    private static void row(Report report, String name, Samples samples) throws Exception {
        report.line(
                "| %s | %s | %s | %s |",
                name, millis(samples.median()), millis(samples.percentile(90)), millis(samples.max()));
    }
}
