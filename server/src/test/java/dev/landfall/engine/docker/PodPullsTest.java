package dev.landfall.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PodPullsTest {
    private static final Instant FIRST = Instant.parse("2026-11-22T10:00:00Z");
    private static final Instant SECOND = FIRST.plusSeconds(1);
    private static final Instant THIRD = FIRST.plusSeconds(20);

    private final PodPulls pulls = new PodPulls(new PodClock());

    @Test
    void endWithTheLastImageThoughItBeganAfterAnotherHadCome() {
        pulls.expect(Set.of("there", "large"));
        pulls.started("there", FIRST);
        pulls.stopped("there", SECOND);
        assertThat(pulls.stoppedAt()).isEmpty();

        pulls.started("large", SECOND);
        assertThat(pulls.stoppedAt()).isEmpty();
        pulls.stopped("large", THIRD);
        assertThat(pulls.startedAt()).contains(FIRST);
        assertThat(pulls.stoppedAt()).contains(THIRD);
    }

    @Test
    void waitForNoImageThatIsNotWantedAnyMore() {
        pulls.expect(Set.of("there", "large"));
        pulls.started("there", FIRST);
        pulls.stopped("there", SECOND);
        pulls.expect(Set.of());
        assertThat(pulls.stoppedAt()).contains(SECOND);
    }

    @Test
    void areNotExpectedTwice() {
        pulls.started("there", FIRST);
        pulls.stopped("there", SECOND);
        pulls.expect(Set.of("there")); // by whoever looked just before it came
        assertThat(pulls.stoppedAt()).contains(SECOND);
    }
}
