package dev.landfall.loop.simulated;

import dev.landfall.loop.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * A clock that moves only when told, and one thread, the caller's, that runs one piece of work at a time. Which of those
 * that are ready comes next is drawn from the random generator, so a seed tells the whole run. Work that throws ends the
 * run there.
 */
public final class SimulatedScheduler implements Scheduler {
    private static final int STEPS_WITHOUT_TIME = 1_000_000; // work that begets work for ever is a bug, not a wait

    private final RandomGenerator random;
    private final List<Work> ready = new ArrayList<>();
    private final PriorityQueue<Due> timers =
            new PriorityQueue<>(Comparator.comparing(Due::at).thenComparing(Due::number));
    private Instant now;
    private long numbers;
    private long steps;
    private long fingerprint;

    private record Work(String name, Runnable action) {}

    private record Due(Instant at, long number, Work work) {}

    public SimulatedScheduler(Instant start, RandomGenerator random) {
        this.now = start;
        this.random = random;
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public void execute(String name, Runnable work) {
        ready.add(new Work(name, work));
    }

    @Override
    public Timer after(Duration delay, String name, Runnable work) {
        var due = new Due(now.plus(delay.isNegative() ? Duration.ZERO : delay), numbers++, new Work(name, work));
        timers.add(due);
        return () -> timers.remove(due);
    }

    /** Runs all that is ready, and what that makes ready, without moving the clock. */
    public void runUntilIdle() {
        var before = steps;
        while (step()) {
            requireProgress(before);
        }
    }

    /** Moves the clock, stopping at each timer on the way. */
    public void advance(Duration by) {
        var end = now.plus(by);
        runUntilIdle();
        while (!timers.isEmpty() && !timers.element().at().isAfter(end)) {
            toNextTimer();
            runUntilIdle();
        }
        now = end;
    }

    /** The clock jumps, as after a machine slept: timers on the way ring late, together. */
    public void jump(Duration by) {
        now = now.plus(by);
        runUntilIdle();
    }

    /**
     * Goes on, moving the clock from timer to timer, until the condition holds, checked after each piece of work.
     *
     * @param limit of simulated time
     * @return whether it came to hold
     */
    public boolean runUntil(BooleanSupplier condition, Duration limit) {
        var end = now.plus(limit);
        var before = steps;
        while (!condition.getAsBoolean()) {
            if (step()) {
                requireProgress(before);
            } else if (timers.isEmpty() || timers.element().at().isAfter(end)) {
                now = end;
                return condition.getAsBoolean();
            } else {
                toNextTimer();
                before = steps;
            }
        }
        return true;
    }

    /** Runs one piece of work; false when none is ready. */
    public boolean step() {
        while (!timers.isEmpty() && !timers.element().at().isAfter(now)) {
            ready.add(timers.remove().work());
        }
        if (ready.isEmpty()) {
            return false;
        }
        var work = ready.remove(random.nextInt(ready.size()));
        steps++;
        fingerprint = fingerprint * 31 + work.name().hashCode() + now.hashCode();
        work.action().run();
        return true;
    }

    /** Drops all that was to happen, as a process does that dies. */
    public void forgetEverything() {
        ready.clear();
        timers.clear();
    }

    /** Differs when two runs differ in what ran or when: a replayed seed must repeat it. */
    public long fingerprint() {
        return fingerprint;
    }

    public long steps() {
        return steps;
    }

    private void toNextTimer() {
        var at = timers.element().at();
        now = at.isAfter(now) ? at : now;
    }

    private void requireProgress(long before) {
        if (steps - before > STEPS_WITHOUT_TIME) {
            throw new IllegalStateException("Work begets work without end; ready now: "
                    + ready.stream().map(Work::name).distinct().limit(10).toList());
        }
    }
}
