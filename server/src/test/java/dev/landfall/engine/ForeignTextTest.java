package dev.landfall.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ForeignTextTest {
    @Test
    void keepsTheBeginningOfWhatIsTooLong() {
        assertThat(ForeignText.of("", 4)).isEmpty();
        assertThat(ForeignText.of("abcd", 4)).isEqualTo("abcd");
        assertThat(ForeignText.of("abcde", 4)).isEqualTo("abcd");
    }

    @Test
    void cutsNoCharacterInHalf() {
        assertThat(ForeignText.of("abc😀", 4)).isEqualTo("abc");
        assertThat(ForeignText.of("ab😀", 4)).isEqualTo("ab😀");
    }

    @Test
    void leavesOutWhatCouldCommandATerminal() {
        assertThat(ForeignText.of("a\u001b[2Jb\r\nc\u009bd\tß", 100)).isEqualTo("a [2Jb  c d ß");
    }
}
