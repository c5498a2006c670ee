package dev.landfall.engine.docker;

import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Lets the heavy calls into the engine go a few at a time, the one that is due first. More at once only wait for each
 * other inside the engine, and all of them end late.
 */
final class Turns {
    private final int places;
    private final PriorityQueue<Turn> urgent = new PriorityQueue<>(Turn.ORDER);
    private final PriorityQueue<Turn> patient = new PriorityQueue<>(Turn.ORDER);
    private int taken;
    private int takenByPatient;
    private long arrivals;

    private record Turn(Instant due, long arrival, CompletableFuture<@Nullable Void> begins) {
        static final Comparator<Turn> ORDER = Comparator.comparing(Turn::due).thenComparing(Turn::arrival);
    }

    /** @param places how many calls go at once; those that can wait have at most half of them */
    Turns(int places) {
        this.places = places;
    }

    /** A few for each processor: much of a call is waiting for the kernel. */
    static Turns ofThisMachine() {
        return new Turns(Math.max(4, 4 * Runtime.getRuntime().availableProcessors()));
    }

    /** Makes a call that somebody waits for. Blocks. */
    void urgently(Instant due, Runnable call) {
        enter(urgent, due);
        try {
            call.run();
        } finally {
            leave(false);
        }
    }

    /** Makes a call that can wait while there are urgent ones, until it is due. Blocks. */
    void patiently(Instant due, Runnable call) {
        enter(patient, due);
        try {
            call.run();
        } finally {
            leave(true);
        }
    }

    private void enter(PriorityQueue<Turn> queue, Instant due) {
        Turn turn;
        synchronized (this) {
            turn = new Turn(due, arrivals++, new CompletableFuture<>());
            queue.add(turn);
            admit();
        }
        turn.begins().join();
    }

    private synchronized void leave(boolean wasPatient) {
        taken--;
        takenByPatient -= wasPatient ? 1 : 0;
        admit();
    }

    private void admit() {
        while (taken < places) {
            var isPatient = patientIsNext();
            var next = (isPatient ? patient : urgent).poll();
            if (next == null) {
                return;
            }
            taken++;
            takenByPatient += isPatient ? 1 : 0;
            next.begins().complete(null);
        }
    }

    private boolean patientIsNext() {
        var waits = patient.peek();
        if (waits == null || takenByPatient >= Math.max(1, places / 2)) {
            return false;
        }
        var first = urgent.peek();
        return first == null || Turn.ORDER.compare(waits, first) < 0;
    }
}
