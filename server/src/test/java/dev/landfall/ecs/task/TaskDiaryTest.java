package dev.landfall.ecs.task;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TaskDiaryTest {
    private static final String EMOJI = "\uD83D\uDE80";

    @Test
    void keepsNoHalfOfACharacter() {
        assertThat(TaskDiary.cut("x".repeat(999) + EMOJI)).isEqualTo("x".repeat(999) + "…");
        assertThat(TaskDiary.cut("x".repeat(998) + EMOJI + "y")).isEqualTo("x".repeat(998) + EMOJI + "…");
    }

    @Test
    void keepsALineOfAThousandCharactersAsItIs() {
        var line = "\t" + "x".repeat(997) + EMOJI;
        assertThat(TaskDiary.cut(line)).isEqualTo(line);
    }
}
