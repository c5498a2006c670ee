package dev.landfall.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.engine.AddressGuard;
import dev.landfall.loop.VirtualScheduler;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CensusTest {
    private static final String LISTED = FakeDocker.ok("[{\"Id\":\"stuck\"}]");
    private static final String NO_ANSWER =
            FakeDocker.answer(500, "{\"message\":\"RWLayer of container stuck is unexpectedly nil\"}");

    @TempDir
    Path directory;

    private FakeDocker docker;
    private VirtualScheduler scheduler;
    private DockerClient client;
    private Workbench bench;

    @BeforeEach
    void start() throws IOException {
        docker = new FakeDocker(directory);
        scheduler = new VirtualScheduler();
        client = new DockerClient(docker.host(), scheduler);
        bench = Workbench.of(client, "census", NetworkPlan.of("census"), AddressGuard.NONE, scheduler);
        docker.willAnswer(FakeDocker.VERSION);
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        scheduler.close();
        docker.close();
    }

    @Test
    void leavesOutAContainerThatIsStuckOnItsWayOut() {
        docker.willAnswer(LISTED, NO_ANSWER, LISTED);
        assertThat(Census.take(bench).pods()).isEmpty();
    }

    @Test
    void doesNotTakeAContainerThatCannotBeSeenForGone() {
        docker.willAnswer(LISTED, NO_ANSWER, FakeDocker.ok("[]"));
        assertThatThrownBy(() -> Census.take(bench)).isInstanceOf(DockerFault.class);
    }
}
