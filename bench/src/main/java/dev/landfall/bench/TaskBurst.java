package dev.landfall.bench;

import static dev.landfall.bench.Samples.millis;

import java.util.ArrayList;

/** Twenty tasks asked for at once, until every one runs. */
final class TaskBurst {
    private static final int ROUNDS = 3;

    private TaskBurst() {}

    static void measure(Workload workload, Report report) throws Exception {
        report.section("Twenty tasks at once");
        var taken = new ArrayList<Long>();
        for (var round = 0; round < ROUNDS; round++) {
            var begun = System.nanoTime();
            var arns = new ArrayList<>(workload.run(10));
            arns.addAll(workload.run(10));
            workload.await(arns, "RUNNING");
            taken.add(System.nanoTime() - begun);
            workload.stop(arns);
            Thread.sleep(3000);
        }
        var samples = Samples.of(taken);
        report.line(
                "RunTask with count 10, twice, until all 20 are seen RUNNING: median %s ms of %d rounds (longest %s), %s ms for each task.",
                millis(samples.median()), ROUNDS, millis(samples.max()), millis(samples.median() / 20));
    }
}
