package dev.landfall.ecs.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ContainerLimitsTest {
    @Test
    void sumsUpToTheLargestNumberAndNotRoundToTheSmallest() {
        assertThat(ContainerLimits.sum(IntStream.of(1_200_000_000, 1_200_000_000)))
                .isEqualTo(Integer.MAX_VALUE);
        assertThat(ContainerLimits.sum(IntStream.of(256, 512))).isEqualTo(768);
        assertThat(ContainerLimits.sum(IntStream.empty())).isZero();
    }
}
