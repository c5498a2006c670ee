package dev.landfall.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.loop.Reconciler.Next;
import dev.landfall.loop.simulated.SimulatedScheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LoopTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final Loop.Options OPTIONS = Loop.Options.of("test", 2, Duration.ofMinutes(1));

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(7);
    private final SimulatedScheduler scheduler = new SimulatedScheduler(T0, random);
    private final List<String> runs = new ArrayList<>();
    private List<String> keys = List.of();

    private Loop<String> loop(Reconciler<String> reconciler) {
        return new Loop<>(OPTIONS, scheduler, random, reconciler, () -> keys);
    }

    private Next noted(String key, Instant now) {
        runs.add(key + "@" + Duration.between(T0, now).toSeconds());
        return Next.SETTLED;
    }

    @Test
    void manyWakeUpsBeforeARunAreOne() {
        var loop = loop(this::noted);
        loop.wake("a");
        loop.wake("a");
        loop.wake("b");
        loop.wake("a");
        scheduler.runUntilIdle();
        assertThat(runs).containsExactlyInAnyOrder("a@0", "b@0");
        assertThat(loop.counters()).isEqualTo(new Loop.Counters(2, 0, 0, 0));
    }

    @Test
    void aWakeUpDuringARunCausesAnother() {
        var self = new ArrayList<Loop<String>>();
        var loop = loop((key, now) -> {
            if (runs.size() < 3) {
                self.getFirst().wake(key);
                self.getFirst().wake(key);
            }
            return noted(key, now);
        });
        self.add(loop);
        loop.wake("a");
        scheduler.runUntilIdle();
        assertThat(runs).hasSize(4);
    }

    @Test
    void looksAgainWhenTheReconcilerSaid() {
        var loop = loop((key, now) -> {
            noted(key, now);
            return runs.size() < 3 ? Next.after(Duration.ofSeconds(10)) : Next.SETTLED;
        });
        loop.wake("a");
        scheduler.advance(Duration.ofMinutes(5));
        assertThat(runs).containsExactly("a@0", "a@10", "a@20");
    }

    @Test
    void aRunReplacesTheTimerOfTheOneBefore() {
        var loop = loop((key, now) -> {
            noted(key, now);
            return runs.size() == 1 ? Next.after(Duration.ofSeconds(10)) : Next.after(Duration.ofHours(1));
        });
        loop.wake("a");
        scheduler.advance(Duration.ofSeconds(5));
        loop.wake("a");
        scheduler.advance(Duration.ofMinutes(30));
        assertThat(runs).containsExactly("a@0", "a@5");
        scheduler.advance(Duration.ofMinutes(31));
        assertThat(runs).containsExactly("a@0", "a@5", "a@3605");
    }

    @Test
    void failuresAreTriedAgainEverMoreSlowlyUpToACap() {
        var times = new ArrayList<Instant>();
        var loop = loop((key, now) -> {
            times.add(now);
            throw new IllegalStateException("this test fails on purpose");
        });
        loop.wake("a");
        scheduler.advance(Duration.ofMinutes(10));
        var gaps = IntStream.range(1, times.size())
                .mapToObj(i -> Duration.between(times.get(i - 1), times.get(i)))
                .toList();
        assertThat(gaps.getFirst()).isBetween(Duration.ofMillis(50), Duration.ofMillis(100));
        assertThat(gaps.get(3)).isBetween(Duration.ofMillis(400), Duration.ofMillis(800));
        assertThat(gaps).allMatch(gap -> gap.compareTo(Backoff.USUAL.cap()) <= 0);
        assertThat(gaps.getLast()).isGreaterThanOrEqualTo(Backoff.USUAL.cap().dividedBy(2));
        assertThat(loop.counters().failures()).isEqualTo(times.size());
        assertThat(times).hasSizeBetween(60, 140);
    }

    @Test
    void aSuccessEndsTheStreak() {
        var loop = loop((key, now) -> {
            noted(key, now);
            if (runs.size() % 3 != 0) {
                throw new IllegalStateException("this test fails on purpose");
            }
            return Next.after(Duration.ofSeconds(1));
        });
        loop.wake("a");
        scheduler.advance(Duration.ofSeconds(60));
        assertThat(loop.counters().runs())
                .as("three runs take 1.15 to 1.3 s when the streak is forgotten")
                .isGreaterThan(130);
    }

    @Test
    void aKeyThatKeepsFailingIsNotHurriedByWakeUps() {
        var loop = loop((key, now) -> {
            noted(key, now);
            throw new IllegalStateException("this test fails on purpose");
        });
        loop.wake("a");
        for (var i = 0; i < 10_000; i++) {
            scheduler.advance(Duration.ofMillis(1));
            loop.wake("a");
        }
        assertThat(runs).hasSizeBetween(6, 12);
    }

    @Test
    void anErrorDoesNotLeaveItsKeyBehind() {
        var loop = loop((key, now) -> {
            noted(key, now);
            if (runs.size() == 1) {
                throw new AssertionError("this test fails on purpose");
            }
            return Next.SETTLED;
        });
        loop.wake("a");
        assertThatThrownBy(scheduler::runUntilIdle).isInstanceOf(AssertionError.class);
        scheduler.advance(Duration.ofSeconds(1));
        assertThat(runs).hasSize(2);
    }

    @Test
    void theSweepFindsWhatNobodyWoke() {
        keys = List.of("a", "b");
        var loop = loop(this::noted);
        loop.start();
        scheduler.runUntilIdle();
        assertThat(runs).containsExactlyInAnyOrder("a@0", "b@0");
        keys = List.of("c");
        scheduler.advance(Duration.ofSeconds(67));
        assertThat(runs).hasSize(3).last().asString().startsWith("c@");
    }

    @Test
    void aFailedSweepIsTriedAgain() {
        var sweeps = new AtomicInteger();
        var loop = new Loop<String>(OPTIONS, scheduler, random, this::noted, () -> {
            if (sweeps.incrementAndGet() == 1) {
                throw new IllegalStateException("this test fails on purpose");
            }
            return List.of("a");
        });
        loop.start();
        scheduler.advance(Duration.ofSeconds(67));
        assertThat(runs).hasSize(1);
    }

    @Test
    void aSweepThatEndedInAnErrorIsTriedAgain() {
        var sweeps = new AtomicInteger();
        var loop = new Loop<String>(OPTIONS, scheduler, random, this::noted, () -> {
            if (sweeps.incrementAndGet() == 1) {
                throw new AssertionError("this test fails on purpose");
            }
            return List.of("a");
        });
        loop.start();
        assertThatThrownBy(scheduler::runUntilIdle).isInstanceOf(AssertionError.class);
        scheduler.advance(Duration.ofSeconds(67));
        assertThat(runs).hasSize(1);
    }

    @Test
    void nothingRunsAfterClosing() {
        keys = List.of("a");
        var loop = loop((key, now) -> {
            noted(key, now);
            return Next.after(Duration.ofSeconds(1));
        });
        loop.start();
        scheduler.advance(Duration.ofSeconds(1));
        loop.wake("b");
        loop.close();
        loop.wake("c");
        scheduler.advance(Duration.ofHours(1));
        assertThat(runs).containsExactly("a@0", "a@1");
    }

    @Test
    void realThreadsNeverRunAKeyTwiceAtOnceNorMoreKeysThanAllowed() throws Exception {
        var inside = new ConcurrentHashMap<Integer, Integer>();
        var broken = new AtomicInteger();
        var done = new CountDownLatch(400);
        try (var threads = new VirtualScheduler()) {
            var loop = new Loop<Integer>(
                    OPTIONS,
                    threads,
                    random,
                    (key, now) -> {
                        if (inside.putIfAbsent(key, key) != null || inside.size() > OPTIONS.concurrency()) {
                            broken.incrementAndGet();
                        }
                        Thread.yield();
                        inside.remove(key);
                        done.countDown();
                        return Next.after(Duration.ofMillis(1));
                    },
                    () -> List.of(1, 2, 3, 4));
            loop.start();
            for (var i = 0; i < 1_000; i++) {
                loop.wake(i % 8);
            }
            assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
            loop.close();
            var runsAtClose = loop.counters().runs();
            Thread.sleep(20);
            assertThat(loop.counters().runs()).isEqualTo(runsAtClose);
            assertThat(inside).isEmpty();
            assertThat(broken).hasValue(0);
        }
    }

    @Test
    void closingWaitsForARun() throws Exception {
        var begun = new CountDownLatch(1);
        var ended = new AtomicInteger();
        try (var threads = new VirtualScheduler()) {
            var loop = new Loop<String>(
                    OPTIONS,
                    threads,
                    random,
                    (key, now) -> {
                        begun.countDown();
                        java.util.concurrent.locks.LockSupport.parkNanos(
                                Duration.ofMillis(50).toNanos());
                        ended.incrementAndGet();
                        return Next.SETTLED;
                    },
                    List::of);
            loop.wake("a");
            assertThat(begun.await(5, TimeUnit.SECONDS)).isTrue();
            loop.close();
            assertThat(ended).hasValue(1);
        }
    }
}
