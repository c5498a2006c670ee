package dev.landfall.clock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.clock.HostClock.Accuracy;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.Test;

final class KernelClockTest {
    private static final Instant AT = Instant.parse("2026-11-21T12:00:00.75Z");

    @Test
    void readsThisMachinesOwnClock() {
        Assumptions.assumeThat(KernelClock.find()).isInstanceOf(KernelClock.class);
        var timex = ((KernelClock) KernelClock.find()).read().orElseThrow();
        assertThat(timex.at()).isBetween(Instant.now().minusSeconds(5), Instant.now());
        // A hundredth of a second, which the kernel lets nobody change by more than a tenth.
        assertThat(timex.tickMicros()).isBetween(9_000L, 11_000L);
        assertThat(timex.maxErrorMicros()).isBetween(0L, 16_000_000L);
    }

    @Test
    void countsTheErrorFromTheMomentAtWhichItWasNone() {
        var timex = new Timex(0, 0x2001, 2_500, AT, 10_000);
        assertThat(timex.accuracy())
                .isEqualTo(new Accuracy.Synchronized(
                        Duration.of(2_500, ChronoUnit.MICROS), Instant.parse("2026-11-21T11:59:55Z")));
    }

    @Test
    void believesNoClockThatTheKernelDoesNotBelieve() {
        assertThat(new Timex(5, 0, 2_500, AT, 10_000).accuracy()).isEqualTo(new Accuracy.NotSynchronized());
        assertThat(new Timex(0, 0x0041, 2_500, AT, 10_000).accuracy()).isEqualTo(new Accuracy.NotSynchronized());
    }
}
