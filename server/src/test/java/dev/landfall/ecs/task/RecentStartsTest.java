package dev.landfall.ecs.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class RecentStartsTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final RecentStarts recent = new RecentStarts(START);

    @Test
    void isTheMostThatStartedTogether() {
        startAt(0, 1, 2);
        startAt(60, 61, 62, 63, 64);
        startAt(100);

        assertThat(recent.peak(START.plusSeconds(101))).isEqualTo(5);
    }

    @Test
    void countsStartsApartOnce() {
        startAt(0, 30, 60, 90);
        assertThat(recent.peak(START.plusSeconds(91))).isEqualTo(1);
    }

    @Test
    void forgetsAfterSomeMinutes() {
        startAt(0, 1, 2, 3);
        startAt(200);
        assertThat(recent.peak(START.plusSeconds(200))).isEqualTo(4);
        assertThat(recent.peak(START.plusSeconds(320))).isEqualTo(1);
        assertThat(recent.peak(START.plusSeconds(900))).isZero();
    }

    @Test
    void remembersABoundedNumber() {
        for (var start = 0; start < 10_000; start++) {
            recent.started(START);
        }
        assertThat(recent.peak(START)).isEqualTo(200);
    }

    @Test
    void tellsWhenAPlaceIsNoLongerUsed() {
        startAt(30);
        assertThat(recent.isSince(START.plusSeconds(29))).isTrue();
        assertThat(recent.isSince(START.plusSeconds(30))).isFalse();
    }

    private void startAt(long... seconds) {
        for (var second : seconds) {
            recent.started(START.plusSeconds(second));
        }
    }
}
