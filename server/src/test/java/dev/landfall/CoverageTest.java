package dev.landfall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.loop.simulated.SimulatedScheduler;
import dev.landfall.wire.BoundService;
import dev.landfall.wire.Coverage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holds docs/coverage.md and the README's table to the code. To write it anew: {@code mvn -pl server -am test -Dtest=CoverageTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dlandfall.coverage=write}.
 */
final class CoverageTest {
    private static final Path PAGE = Path.of("..", "docs", "coverage.md");

    private static final Path README = Path.of("..", "README.md");
    private static final boolean WRITE =
            System.getProperty("landfall.coverage", "").equals("write");
    private static final String STALE = "stale: see how to write it anew in CoverageTest";

    @TempDir
    private Path data;

    @Test
    void thePageSaysWhatIsBuilt() throws IOException {
        var page = Coverage.markdown(services(), Platform.LIMITS);
        if (WRITE) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE).as(STALE).hasContent(page);
    }

    @Test
    void theReadmeSaysHowMuchIsBuilt() throws IOException {
        var table = Coverage.table(services()).replace("](#", "](docs/coverage.md#");
        if (WRITE) {
            var text = Files.readString(README);
            var from = text.indexOf("| Service | API version |");
            var to = text.indexOf("\n\n", from) + 1;
            Files.writeString(README, text.substring(0, from) + table + text.substring(to));
        }
        assertThat(README).as(STALE).content().contains(table);
    }

    private List<BoundService> services() throws IOException {
        return new Platform(InertSubstrate.in(data, new SimulatedScheduler(Instant.EPOCH, new Random(1)))).services();
    }
}
