package dev.landfall.logs.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class GroupCommitTest {
    private static final Append BATCH = new Append(new StreamRef("s", "s"), List.of(), Optional.empty(), 0);

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void anErrorFailsItsBatchesAndNoneAfterThem() throws InterruptedException {
        var trouble = new OutOfMemoryError("once");
        var seen = new ConcurrentLinkedQueue<Throwable>();
        var told = new CountDownLatch(1);
        var written = new ArrayList<Append>();
        var commits = new GroupCommit(threads(seen, told), batches -> {
            if (seen.isEmpty()) {
                throw trouble;
            }
            written.addAll(batches);
        });

        assertThatThrownBy(() -> commits.submit(BATCH))
                .isInstanceOf(StorageFault.class)
                .hasCause(trouble);
        told.await();
        commits.submit(BATCH);

        assertThat(written).containsExactly(BATCH);
        assertThat(seen).containsExactly(trouble);
    }

    /** A thread for each piece of work; what it ends with is seen. */
    private static Executor threads(Queue<Throwable> seen, CountDownLatch told) {
        return work -> Thread.ofVirtual()
                .uncaughtExceptionHandler((thread, thrown) -> {
                    seen.add(thrown);
                    told.countDown();
                })
                .start(work);
    }
}
