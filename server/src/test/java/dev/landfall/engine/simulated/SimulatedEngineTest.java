package dev.landfall.engine.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.engine.Engine;
import dev.landfall.engine.EngineContract;
import dev.landfall.engine.Programs;
import dev.landfall.loop.simulated.SimulatedScheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.function.BooleanSupplier;

class SimulatedEngineTest extends EngineContract {
    private final Random random = new Random(17);
    private final SimulatedScheduler scheduler = new SimulatedScheduler(Instant.parse("2026-01-01T00:00:00Z"), random);
    private final SimulatedWorld world = new SimulatedWorld(scheduler, random, Weather.CALM);

    @Override
    protected Programs programs() {
        return new SimulatedPrograms();
    }

    @Override
    protected Engine open(String instance) {
        return world.attach(instance);
    }

    @Override
    protected String address(String instance, int number) {
        return "172.31.0." + number;
    }

    @Override
    protected void await(String what, BooleanSupplier condition) {
        assertThat(scheduler.runUntil(condition, Duration.ofMinutes(5)))
                .as("%s; seen: %s", what, seen())
                .isTrue();
    }

    @Override
    protected void eraseEverything() {}
}
