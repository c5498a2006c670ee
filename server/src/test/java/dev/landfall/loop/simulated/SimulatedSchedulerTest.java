package dev.landfall.loop.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SimulatedSchedulerTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

    private static SimulatedScheduler scheduler(long seed) {
        return new SimulatedScheduler(
                T0, RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
    }

    /** Six pieces of work that each make another. */
    private static List<String> order(SimulatedScheduler scheduler) {
        var order = new ArrayList<String>();
        for (var name : List.of("a", "b", "c", "d", "e", "f")) {
            scheduler.execute(name, () -> {
                order.add(name);
                scheduler.execute(name + "2", () -> order.add(name + "2"));
            });
        }
        scheduler.runUntilIdle();
        return order;
    }

    @Test
    void aSeedTellsTheOrder() {
        var first = scheduler(42);
        var second = scheduler(42);
        assertThat(order(first)).isEqualTo(order(second)).hasSize(12);
        assertThat(first.fingerprint()).isEqualTo(second.fingerprint());
        assertThat(LongStream.range(0, 50)
                        .mapToObj(seed -> order(scheduler(seed)))
                        .distinct())
                .hasSizeGreaterThan(40);
    }

    @Test
    void timersRingInOrderAtTheirTime() {
        var scheduler = scheduler(1);
        var rung = new ArrayList<String>();
        scheduler.after(Duration.ofSeconds(2), "late", () -> rung.add("late@" + scheduler.now()));
        scheduler.after(Duration.ofSeconds(1), "early", () -> rung.add("early@" + scheduler.now()));
        scheduler.after(Duration.ofSeconds(1), "never", () -> rung.add("never")).cancel();
        scheduler.runUntilIdle();
        assertThat(rung).isEmpty();
        scheduler.advance(Duration.ofMillis(1_500));
        assertThat(rung).containsExactly("early@" + T0.plusSeconds(1));
        assertThat(scheduler.now()).isEqualTo(T0.plusMillis(1_500));
        scheduler.advance(Duration.ofSeconds(1));
        assertThat(rung).hasSize(2).last().isEqualTo("late@" + T0.plusSeconds(2));
    }

    @Test
    void runsUntilAConditionHoldsOrTheLimitIsReached() {
        var scheduler = scheduler(1);
        var rung = new ArrayList<String>();
        scheduler.after(Duration.ofSeconds(30), "a", () -> rung.add("a"));
        assertThat(scheduler.runUntil(() -> rung.size() == 1, Duration.ofSeconds(29)))
                .isFalse();
        assertThat(scheduler.runUntil(() -> rung.size() == 1, Duration.ofSeconds(29)))
                .isTrue();
        assertThat(scheduler.now()).isEqualTo(T0.plusSeconds(30));
    }

    @Test
    void aJumpOfTheClockRingsTimersLate() {
        var scheduler = scheduler(1);
        var rung = new ArrayList<Instant>();
        scheduler.after(Duration.ofSeconds(1), "a", () -> rung.add(scheduler.now()));
        scheduler.jump(Duration.ofHours(1));
        assertThat(rung).containsExactly(T0.plus(Duration.ofHours(1)));
    }

    @Test
    void workWithoutEndIsReported() {
        var scheduler = scheduler(1);
        scheduler.execute("again", new Runnable() {
            @Override
            public void run() {
                scheduler.execute("again", this);
            }
        });
        assertThatThrownBy(scheduler::runUntilIdle).hasMessageContaining("again");
    }
}
