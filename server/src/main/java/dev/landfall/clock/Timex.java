package dev.landfall.clock;

import dev.landfall.clock.HostClock.Accuracy;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What of the kernel's {@code struct timex} tells how right the clock is, as 64-bit Linux lays it out.
 *
 * @param state what the call returned: 5 when the clock is not synchronized
 * @param status the bits {@code STA_…}
 * @param maxErrorMicros the kernel's bound; it grows by {@link #DRIFT_MICROS_PER_SECOND} until a synchronizer lowers it
 * @param tickMicros what a hundredth of a second is lengthened or shortened to, about 10,000
 */
record Timex(int state, int status, long maxErrorMicros, Instant at, long tickMicros) {
    static final long BYTES = 208;

    private static final int TIME_ERROR = 5;
    private static final int STATUS_UNSYNCHRONIZED = 0x0040;
    private static final int STATUS_NANOSECONDS = 0x2000;

    /** The kernel holds every clock for that bad, and no worse: 500 parts in a million. */
    private static final long DRIFT_MICROS_PER_SECOND = 500;

    private static final long MAX_ERROR = 24;
    private static final long STATUS = 40;
    private static final long SECONDS = 72;
    private static final long FRACTION = 80;
    private static final long TICK = 88;

    static Timex of(int state, MemorySegment timex) {
        var status = timex.get(ValueLayout.JAVA_INT, STATUS);
        var nanosPerUnit = (status & STATUS_NANOSECONDS) == 0 ? 1_000 : 1;
        return new Timex(
                state,
                status,
                timex.get(ValueLayout.JAVA_LONG, MAX_ERROR),
                Instant.ofEpochSecond(
                        timex.get(ValueLayout.JAVA_LONG, SECONDS),
                        timex.get(ValueLayout.JAVA_LONG, FRACTION) * nanosPerUnit),
                timex.get(ValueLayout.JAVA_LONG, TICK));
    }

    Accuracy accuracy() {
        return isSynchronized()
                ? new Accuracy.Synchronized(Duration.of(maxErrorMicros, ChronoUnit.MICROS), reference())
                : new Accuracy.NotSynchronized();
    }

    private boolean isSynchronized() {
        return state != TIME_ERROR && (status & STATUS_UNSYNCHRONIZED) == 0;
    }

    /** The kernel keeps no moment of synchronization, but its bound is counted from one. */
    private Instant reference() {
        return at.minusSeconds(maxErrorMicros / DRIFT_MICROS_PER_SECOND).truncatedTo(ChronoUnit.SECONDS);
    }
}
