package dev.landfall.simulation;

import dev.landfall.loop.simulated.SimulatedScheduler;
import dev.landfall.store.memory.Committed;
import dev.landfall.store.memory.Crash;
import dev.landfall.store.memory.Crash.Crashed;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.random.RandomGenerator.SplittableGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/**
 * The world of one seed. A process lives in it, dies at commits and between them, and is started again on what it had
 * committed; what is outside the process (engines, clients) uses the world's own scheduler and outlives it.
 */
public final class World {
    private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

    private final SplittableGenerator seed;
    private final RandomGenerator fate;
    private final SimulatedScheduler scheduler;
    private final Program program;
    private Committed inheritance = Committed.NOTHING;
    private Chaos chaos = Chaos.NONE;
    private @Nullable Life life;
    private int lives;

    public World(long seed, Program program) {
        this.seed = (SplittableGenerator)
                RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        this.fate = random();
        this.scheduler = new SimulatedScheduler(BEGINNING, random());
        this.program = program;
        scheduler.execute("boot", this::boot);
    }

    /** Chance of its own for a part of the world, told by the seed and by how many were asked for before. */
    public RandomGenerator random() {
        return seed.split();
    }

    /** Time and threads of what outlives the process. */
    public SimulatedScheduler scheduler() {
        return scheduler;
    }

    /** The process, while it lives. */
    public Optional<Life> life() {
        return Optional.ofNullable(life);
    }

    public int lives() {
        return lives;
    }

    /** From now on the process dies this often. */
    public void change(Chaos now) {
        chaos = now;
    }

    /**
     * A call from outside, such as a client's request.
     *
     * @return empty when the process was dead or died of it: the caller cannot know what became of it
     */
    public <T> Optional<T> attempt(Function<Life, T> call) {
        if (life == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(call.apply(life));
        } catch (Crashed died) {
            return Optional.empty();
        } finally {
            bury();
        }
    }

    /** Dies between two pieces of work, at once. */
    public void kill() {
        if (life != null) {
            life.end();
            bury();
        }
    }

    public void run(Duration time) {
        var unused = runUntil(() -> false, time);
    }

    /**
     * Lets time pass until a condition holds.
     *
     * @param limit of simulated time
     * @return whether it came to hold
     */
    public boolean runUntil(BooleanSupplier condition, Duration limit) {
        var end = scheduler.now().plus(limit);
        while (true) {
            var left = Duration.between(scheduler.now(), end);
            try {
                if (scheduler.runUntil(() -> isOver() || condition.getAsBoolean(), left) && !isOver()) {
                    return true;
                }
            } catch (Crashed died) {
                // Buried below, as is who died without a word.
            }
            if (!isOver()) {
                return condition.getAsBoolean();
            }
            bury();
        }
    }

    /** Dead, or dying just now by fate. */
    private boolean isOver() {
        if (life == null) {
            return false;
        }
        if (fate.nextDouble() < chaos.deathPerStep()) {
            life.end();
        }
        return life.isOver();
    }

    private void bury() {
        if (life != null && life.isOver()) {
            inheritance = life.store().committed();
            life = null;
            var downtime =
                    Duration.ofNanos(1 + fate.nextLong(chaos.longestDowntime().toNanos()));
            scheduler.after(downtime, "boot", this::boot);
        }
    }

    private void boot() {
        life = new Life(++lives, inheritance, commit -> death(), scheduler);
        program.start(life);
    }

    private Crash.Point death() {
        if (fate.nextDouble() >= chaos.deathPerCommit()) {
            return Crash.Point.NONE;
        }
        return fate.nextBoolean() ? Crash.Point.BEFORE_DURABLE : Crash.Point.AFTER_DURABLE;
    }
}
