package dev.landfall.bench;

import static dev.landfall.bench.Samples.millis;

import dev.landfall.contract.ecs.DescribeClustersRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/** DescribeClusters over many connections, each with one request under way at all times. */
final class ClusterRequests {
    private static final int CONNECTIONS = 32;
    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final Duration MEASURED = Duration.ofSeconds(10);
    private static final int MOST_SAMPLES = 1_000_000; // per connection: more than ten seconds hold

    private ClusterRequests() {}

    static void measure(int port, Report report) throws Exception {
        report.section("DescribeClusters under " + CONNECTIONS + " connections");
        var request = EcsClient.request(
                "DescribeClusters",
                DescribeClustersRequest.builder()
                        .clusters(List.of(Workload.CLUSTER))
                        .build());
        load(port, request, WARM_UP);
        var samples = load(port, request, MEASURED);
        report.line(
                "%,.0f requests per second for %d s; median %s ms, p99 %s ms. The loader ran on the same processors.",
                samples.count() / (double) MEASURED.toSeconds(),
                MEASURED.toSeconds(),
                millis(samples.median()),
                millis(samples.percentile(99)));
    }

    private static Samples load(int port, byte[] request, Duration duration) throws Exception {
        var until = System.nanoTime() + duration.toNanos();
        var all = new ArrayList<Callable<long[]>>();
        for (var i = 0; i < CONNECTIONS; i++) {
            all.add(() -> one(port, request, until));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var taken = new ArrayList<long[]>();
            for (var done : threads.invokeAll(all)) {
                taken.add(done.get());
            }
            return new Samples(taken.stream().flatMapToLong(Arrays::stream).toArray());
        }
    }

    private static long[] one(int port, byte[] request, long until) throws IOException {
        var taken = new long[1024];
        var count = 0;
        try (var ecs = new EcsClient(port)) {
            for (var begun = System.nanoTime(); begun < until && count < MOST_SAMPLES; begun = System.nanoTime()) {
                ecs.send(request);
                if (count == taken.length) {
                    taken = Arrays.copyOf(taken, 2 * count);
                }
                taken[count++] = System.nanoTime() - begun;
            }
        }
        return Arrays.copyOf(taken, count);
    }
}
