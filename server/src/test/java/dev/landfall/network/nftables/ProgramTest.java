package dev.landfall.network.nftables;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProgramTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final List<String> ENDLESS = List.of("sleep", "60");

    @AfterEach
    void forgetTheInterrupt() {
        Thread.interrupted();
    }

    @Test
    void tellsWhatAProgramSaidAndHowItEnded() {
        assertThat(Program.run(List.of("cat"), "a line\n", LONG)).isEqualTo(new Program.Done(0, "a line"));
        assertThat(Program.run(List.of("sh", "-c", "echo no >&2; exit 3"), "", LONG))
                .isEqualTo(new Program.Done(3, "no"));
    }

    @Test
    void aProgramThatIsNotThereFails() {
        assertThat(Program.run(List.of("landfall-no-such-program"), "", LONG).succeeded())
                .isFalse();
    }

    @Test
    void endsAProgramThatSaysNothingAndGoesOn() {
        var begin = Instant.now();
        var done = Program.run(ENDLESS, "", Duration.ofSeconds(1));
        assertThat(done).isEqualTo(new Program.Done(-1, "sleep did not end within 1 s"));
        assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(40));
        awaitEnd();
    }

    @Test
    void endsAProgramThatTakesNoInput() {
        var done = Program.run(ENDLESS, "x".repeat(1 << 20), Duration.ofSeconds(1));
        assertThat(done.output()).isEqualTo("sleep did not end within 1 s");
        awaitEnd();
    }

    @Test
    void endsAProgramWhenItsCallerIsInterrupted() {
        Thread.currentThread().interrupt();
        var done = Program.run(ENDLESS, "", LONG);
        assertThat(done.output()).isEqualTo("Interrupted while sleep ran");
        assertThat(Thread.interrupted()).isTrue();
        awaitEnd();
    }

    /** Long before it would end by itself. */
    private static void awaitEnd() {
        assertThat(ProcessHandle.current().children().filter(ProgramTest::sleeps))
                .allSatisfy(left -> assertThat(left.onExit()).succeedsWithin(Duration.ofSeconds(30)));
    }

    private static boolean sleeps(ProcessHandle process) {
        return process.info().command().filter(c -> c.endsWith("sleep")).isPresent();
    }
}
