package dev.landfall.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.engine.AddressGuard;
import dev.landfall.engine.ContainerSpec;
import dev.landfall.engine.ContainerState.Running;
import dev.landfall.engine.Observation;
import dev.landfall.engine.Pod;
import dev.landfall.engine.Pod.Level;
import dev.landfall.engine.PodId;
import dev.landfall.engine.Sandbox;
import dev.landfall.loop.VirtualScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How long a pod takes from being asked for to being seen running, with its image there and its sandbox prepared. */
@Tag("docker")
@Tag("slow")
class StartLatencyTest {
    private static final TestInstance INSTANCE = TestInstance.create("speed");
    private static final int PODS = 20;
    private static final Duration BOUND = Duration.ofMillis(500); // Loose: other work may share the machine.

    private final LinkedBlockingQueue<PodId> running = new LinkedBlockingQueue<>();

    @Test
    void startsInAFractionOfASecond() throws Exception {
        var host = TestImages.host();
        try (var scheduler = new VirtualScheduler()) {
            TestImages.ensureBusybox(host, scheduler);
            try (var engine = new DockerEngine(host, INSTANCE.name(), INSTANCE.plan(), AddressGuard.NONE, scheduler)) {
                engine.start(this::note);
                var median = measure(engine);
                assertThat(median).isLessThan(BOUND);
            } finally {
                try (var engine =
                        new DockerEngine(host, INSTANCE.name(), INSTANCE.plan(), AddressGuard.NONE, scheduler)) {
                    engine.erase();
                }
            }
        }
    }

    private Duration measure(DockerEngine engine) throws InterruptedException {
        engine.prepare(
                IntStream.range(0, PODS).mapToObj(StartLatencyTest::sandbox).collect(Collectors.toSet()));
        while (engine.prepared().size() < PODS) {
            Thread.sleep(20);
        }
        engine.prepare(Set.copyOf(engine.prepared()));
        var times = new ArrayList<Duration>();
        for (var number = 0; number < PODS; number++) {
            var begin = System.nanoTime();
            engine.ensure(pod(number));
            assertThat(running.poll(20, TimeUnit.SECONDS)).isEqualTo(pod(number).id());
            times.add(Duration.ofNanos(System.nanoTime() - begin));
        }
        var sorted = times.stream().sorted().toList();
        System.out.println("first " + times.getFirst() + ", median " + sorted.get(PODS / 2) + ", slowest "
                + sorted.getLast() + ", all " + times);
        return sorted.get(PODS / 2);
    }

    private void note(Observation seen) {
        if (seen.containers().get("app") instanceof Running) {
            running.add(seen.pod());
        }
    }

    private static Sandbox.Interface sandbox(int number) {
        return new Sandbox.Interface(INSTANCE.address(10 + number), "speed");
    }

    private static Pod pod(int number) {
        var programs = new BusyboxPrograms();
        var spec = ContainerSpec.builder("app", INSTANCE.name() + "-" + number, programs.image())
                .command(List.of("sleep", "1000"))
                .build();
        var app = new Pod.Container(spec, new Level.Running());
        return new Pod(new PodId("%032x".formatted(number)), 1, sandbox(number), List.of(app), Map.of());
    }
}
