package dev.landfall.simulation;

import dev.landfall.loop.Scheduler;
import dev.landfall.store.memory.Committed;
import dev.landfall.store.memory.Crash;
import dev.landfall.store.memory.MemoryStore;
import java.time.Duration;
import java.time.Instant;

/**
 * One life of the process, from its start to its death: its store, opened on what the life before had committed, and a
 * scheduler whose work and timers die with it.
 */
public final class Life {
    private final int number;
    private final MemoryStore store;
    private final Scheduler scheduler;
    private boolean over;

    Life(int number, Committed inheritance, Crash crash, Scheduler outside) {
        this.number = number;
        this.scheduler = new Mortal(outside);
        this.store = new MemoryStore(inheritance, crash, work -> scheduler.execute("commit", work));
    }

    /** Counted from 1. */
    public int number() {
        return number;
    }

    public MemoryStore store() {
        return store;
    }

    public Scheduler scheduler() {
        return scheduler;
    }

    boolean isOver() {
        return over || store.isDead();
    }

    /** Ends it between two pieces of work. */
    void end() {
        over = true;
        store.kill();
    }

    /** Work of a life that is over is dropped, as threads are that die with their process. */
    private final class Mortal implements Scheduler {
        private final Scheduler outside;

        Mortal(Scheduler outside) {
            this.outside = outside;
        }

        @Override
        public Instant now() {
            return outside.now();
        }

        @Override
        public void execute(String name, Runnable work) {
            outside.execute(name, whileAlive(work));
        }

        @Override
        public Timer after(Duration delay, String name, Runnable work) {
            return outside.after(delay, name, whileAlive(work));
        }

        private Runnable whileAlive(Runnable work) {
            return () -> {
                if (!isOver()) {
                    work.run();
                }
            };
        }
    }
}
