package dev.landfall.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private Turns turns = new Turns(1);
    private final List<String> made = Collections.synchronizedList(new ArrayList<>());
    private final List<Thread> callers = new ArrayList<>();

    @Test
    void makesTheCallFirstThatIsDueFirst() throws InterruptedException {
        var free = occupy();
        urgently("third", 3);
        urgently("first", 1);
        urgently("second", 2);
        free.countDown();

        finish();
        assertThat(made).containsExactly("first", "second", "third");
    }

    @Test
    void letsPatientCallsWaitForUrgentOnesUntilTheyAreDue() throws InterruptedException {
        var free = occupy();
        patiently("removal", 10);
        urgently("start", 5);
        urgently("later start", 20);
        free.countDown();

        finish();
        assertThat(made).containsExactly("start", "removal", "later start");
    }

    @Test
    void keepsHalfOfThePlacesForUrgentCalls() throws InterruptedException {
        turns = new Turns(2);
        var removals = new CountDownLatch(1);
        for (var number = 0; number < 5; number++) {
            call(() -> turns.patiently(START, () -> waitFor(removals)));
        }
        urgently("start", 100);
        callers.getLast().join();

        assertThat(made).containsExactly("start");
        removals.countDown();
        finish();
    }

    @Test
    void givesThePlaceBackOfACallThatFailed() throws InterruptedException {
        for (var number = 0; number < 4; number++) {
            call(() -> {
                try {
                    turns.urgently(START, () -> {
                        throw new DockerFault(500, "no");
                    });
                } catch (DockerFault e) {
                    made.add("failed");
                }
            });
        }
        finish();
        assertThat(made).hasSize(4);
    }

    /** Takes the only place until told otherwise. */
    private CountDownLatch occupy() throws InterruptedException {
        var free = new CountDownLatch(1);
        var begun = new CountDownLatch(1);
        callers.add(Thread.ofVirtual()
                .start(() -> turns.urgently(START, () -> {
                    begun.countDown();
                    waitFor(free);
                })));
        begun.await();
        return free;
    }

    private void urgently(String name, int dueSeconds) throws InterruptedException {
        call(() -> turns.urgently(START.plusSeconds(dueSeconds), () -> made.add(name)));
    }

    private void patiently(String name, int dueSeconds) throws InterruptedException {
        call(() -> turns.patiently(START.plusSeconds(dueSeconds), () -> made.add(name)));
    }

    /** Returns when the caller waits, or is through. */
    private void call(Runnable call) throws InterruptedException {
        var caller = Thread.ofVirtual().start(call);
        callers.add(caller);
        while (caller.getState() == Thread.State.RUNNABLE || caller.getState() == Thread.State.NEW) {
            Thread.onSpinWait();
        }
    }

    private void finish() throws InterruptedException {
        for (var caller : callers) {
            caller.join();
        }
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
