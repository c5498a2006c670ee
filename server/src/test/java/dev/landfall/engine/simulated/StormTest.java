package dev.landfall.engine.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.engine.ContainerSpec;
import dev.landfall.engine.ContainerState;
import dev.landfall.engine.ContainerState.Exited;
import dev.landfall.engine.ContainerState.Failed;
import dev.landfall.engine.ContainerState.Running;
import dev.landfall.engine.Engine;
import dev.landfall.engine.Observation;
import dev.landfall.engine.Observation.SandboxState;
import dev.landfall.engine.Pod;
import dev.landfall.engine.Pod.Level;
import dev.landfall.engine.PodId;
import dev.landfall.engine.Sandbox;
import dev.landfall.loop.simulated.SimulatedScheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StormTest {
    private static final int PODS = 12;

    private final Map<PodId, Observation> seen = new HashMap<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void settlesWhateverTheWeatherWas(long seed) {
        var random = new Random(seed);
        var scheduler = new SimulatedScheduler(Instant.EPOCH, random);
        var world = new SimulatedWorld(scheduler, random, Weather.STORMY);
        var engine = attach(world);

        for (var round = 1; round <= 6; round++) {
            ensureAll(engine, round);
            scheduler.advance(Duration.ofSeconds(random.nextInt(30)));
            if (random.nextBoolean()) {
                world.goAway();
                scheduler.advance(Duration.ofSeconds(random.nextInt(90)));
                world.comeBack();
            }
            if (random.nextBoolean()) {
                scheduler.forgetEverything();
                engine = attach(world);
            }
        }
        ensureAll(engine, 7);
        assertThat(scheduler.runUntil(this::allSettled, Duration.ofMinutes(10)))
                .as("seen: %s", seen)
                .isTrue();

        for (var number = 1; number <= PODS; number++) {
            engine.remove(id(number), 8);
        }
        assertThat(scheduler.runUntil(this::allGone, Duration.ofMinutes(10))).isTrue();
        assertThat(engine.observe()).isEmpty();
    }

    private Engine attach(SimulatedWorld world) {
        var engine = world.attach("one");
        engine.start(observation -> seen.put(observation.pod(), observation));
        return engine;
    }

    private static void ensureAll(Engine engine, long generation) {
        for (var number = 1; number <= PODS; number++) {
            var spec = ContainerSpec.builder("app", "app", new SimulatedPrograms().image())
                    .build();
            engine.ensure(new Pod(
                    id(number),
                    generation,
                    new Sandbox.Interface("172.31.0." + number, "host"),
                    List.of(new Pod.Container(spec, new Level.Running())),
                    Map.of()));
        }
    }

    private boolean allSettled() {
        return seen.size() == PODS
                && seen.values().stream()
                        .map(pod -> pod.containers().getOrDefault("app", new ContainerState.Absent()))
                        .allMatch(app -> app instanceof Running || app instanceof Exited || app instanceof Failed);
    }

    private boolean allGone() {
        return seen.values().stream()
                .allMatch(pod -> pod.sandbox() instanceof SandboxState.Absent
                        && pod.containers().isEmpty());
    }

    private static PodId id(int number) {
        return new PodId("%032x".formatted(number));
    }
}
