package dev.landfall.loop;

import java.time.Duration;
import java.time.Instant;

/** Time and threads, come in through the door: real ones in production, seeded ones in simulation. */
public interface Scheduler {
    Instant now();

    /** Runs work soon, on its own (virtual) thread. */
    void execute(String name, Runnable work);

    /** Runs work once, after a delay. */
    Timer after(Duration delay, String name, Runnable work);

    /** Something that will happen, unless cancelled. */
    interface Timer {
        void cancel();
    }
}
