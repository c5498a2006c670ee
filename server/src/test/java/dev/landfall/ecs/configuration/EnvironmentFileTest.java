package dev.landfall.ecs.configuration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentFileTest {
    private static Map<String, String> parse(String text) throws Malformed {
        return EnvironmentFile.parse(text.getBytes(UTF_8));
    }

    @Test
    void takesValuesAsTheyStand() throws Malformed {
        assertThat(parse("A=1\nB=\"2\"\nC= three \nD='x' # y\nE=a=b==c\nF=$A\\n\n"))
                .isEqualTo(Map.of("A", "1", "B", "\"2\"", "C", " three ", "D", "'x' # y", "E", "a=b==c", "F", "$A\\n"));
    }

    @Test
    void passesOverCommentsAndLinesWithoutAValue() throws Malformed {
        assertThat(parse("# A=1\n\n   \nALONE\n#\nB=\n")).isEqualTo(Map.of("B", ""));
    }

    @Test
    void readsLinesOfBothSystemsWithAByteOrderMark() throws Malformed {
        assertThat(parse("\uFEFFA=1\r\nB=2\rx\nC=ü")).isEqualTo(Map.of("A", "1", "B", "2\rx", "C", "ü"));
    }

    @Test
    void countsTheLastOfALineThatIsThereTwice() throws Malformed {
        assertThat(parse("A=1\nA=2")).isEqualTo(Map.of("A", "2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1", "A B=1", "A =1", "A=b\0c"})
    void refusesWhatIsNoVariableWithoutQuotingIt(String line) {
        assertThatThrownBy(() -> parse("X=1\n" + line)).hasMessage("line 2 has no valid variable name");
    }

    @Test
    void refusesWhatIsNotUtf8() {
        assertThatThrownBy(() -> EnvironmentFile.parse(new byte[] {'A', '=', (byte) 0xff}))
                .hasMessage("it is not UTF-8");
    }

    @Test
    void knowsTheArnOfAnObjectThatIsAFile() {
        assertThat(EnvironmentFile.place("arn:aws:s3:::my-bucket/deep/a.env"))
                .contains(new ObjectPlace("my-bucket", "deep/a.env"));
        for (var other : new String[] {
            "arn:aws:s3:::my-bucket", "arn:aws:s3:::my-bucket/a.txt", "s3://my-bucket/a.env", "arn:aws:s3:::/a.env", ""
        }) {
            assertThat(EnvironmentFile.isPlace(other)).as(other).isFalse();
        }
    }
}
