package dev.landfall.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page that tells every reason names tests that are there. */
final class ReasonsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "reasons.md");
    private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z]*Test)\\.([a-z][A-Za-z0-9]*)`");

    @Test
    void namesOnlyTestsThatThereAre() throws IOException {
        var named = TEST.matcher(Files.readString(PAGE)).results().toList();
        assertThat(named).hasSizeGreaterThan(20);
        assertThat(named).allSatisfy(ReasonsPageTest::isThere);
    }

    private static void isThere(MatchResult test) throws ClassNotFoundException {
        var type = Class.forName(ReasonsPageTest.class.getPackageName() + "." + test.group(1));
        assertThat(Arrays.stream(type.getDeclaredMethods()).map(method -> method.getName()))
                .as(test.group())
                .contains(test.group(2));
    }
}
