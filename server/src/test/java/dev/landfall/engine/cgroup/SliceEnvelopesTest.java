package dev.landfall.engine.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.engine.Envelope;
import dev.landfall.engine.PodId;
import dev.landfall.engine.cgroup.Systemd.Said;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What systemd is told, in the words of its own tools. */
class SliceEnvelopesTest {
    private static final PodId POD = new PodId("0123456789abcdef0123456789abcdef");
    private static final String SLICE = "landfall-my_one-" + POD + ".slice";
    private static final Envelope QUARTER = new Envelope(256, 250_000_000, 512 << 20, 0, 0);

    private final List<String> told = new ArrayList<>();
    private final Deque<Said> answers = new ArrayDeque<>();
    private final Envelopes envelopes = new SliceEnvelopes(
            new Systemd(words -> {
                told.add(String.join(" ", words)
                        .replace(
                                "busctl --system call org.freedesktop.systemd1 /org/freedesktop/systemd1"
                                        + " org.freedesktop.systemd1.Manager",
                                "manager:"));
                return answers.isEmpty() ? new Said(0, "") : answers.poll();
            }),
            "my-one");

    @Test
    void startsATransientSliceWithTheLimits() throws IOException {
        envelopes.open(POD, QUARTER);
        assertThat(told)
                .containsExactly("manager: StartTransientUnit ssa(sv)a(sa(sv)) " + SLICE + " fail 3"
                        + " CPUWeight t 10 CPUQuotaPerSecUSec t 250000 MemoryMax t 536870912 0");
        assertThat(envelopes.parent(POD)).contains(SLICE);
    }

    @Test
    void changesASliceThatIsThere() throws IOException {
        answers.add(new Said(1, "Call failed: Unit " + SLICE + " was already loaded or has a fragment file."));
        envelopes.open(POD, QUARTER);
        assertThat(told.getLast())
                .isEqualTo("manager: SetUnitProperties sba(sv) " + SLICE
                        + " true 3 CPUWeight t 10 CPUQuotaPerSecUSec t 250000 MemoryMax t 536870912");
    }

    @Test
    void findsAndStopsSlices() throws IOException {
        answers.add(new Said(0, SLICE + " loaded active active Slice\n"));
        assertThat(envelopes.open()).containsExactly(POD);
        answers.add(new Said(1, "Call failed: Unit " + SLICE + " not loaded."));
        envelopes.close(POD);
        assertThat(told.getLast()).isEqualTo("manager: StopUnit ss " + SLICE + " replace");
    }

    @Test
    void tellsWhySystemdRefuses() {
        answers.add(new Said(1, "Call failed: Access denied"));
        assertThatThrownBy(() -> envelopes.open(POD, QUARTER))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Access denied");
    }
}
