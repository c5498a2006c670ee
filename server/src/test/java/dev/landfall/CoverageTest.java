package dev.landfall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.loop.simulated.SimulatedScheduler;
import dev.landfall.wire.Coverage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holds docs/coverage.md to the code. To write it anew: {@code mvn -pl server -am test -Dtest=CoverageTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dlandfall.coverage=write}.
 */
final class CoverageTest {
    private static final Path PAGE = Path.of("..", "docs", "coverage.md");

    @TempDir
    private Path data;

    @Test
    void thePageSaysWhatIsBuilt() throws IOException {
        var substrate = InertSubstrate.in(data, new SimulatedScheduler(Instant.EPOCH, new Random(1)));
        var page = Coverage.markdown(new Platform(substrate).services(), Platform.LIMITS);
        if (System.getProperty("landfall.coverage", "").equals("write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE).as("stale: see how to write it anew in %s", getClass()).hasContent(page);
    }
}
