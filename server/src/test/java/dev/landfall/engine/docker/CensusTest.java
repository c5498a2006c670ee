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

    @Test
    void seesAContainerWhosePortRangesMakeNoSense() {
        docker.willAnswer(FakeDocker.ok("[{\"Id\":\"odd\"}]"), FakeDocker.ok("""
                        {"Id": "odd", "Config": {"Labels": {
                          "dev.landfall.pod": "p", "dev.landfall.container": "app", "dev.landfall.network": "bridge",
                          "dev.landfall.port-ranges": "x/tcp,9-8/tcp,80-81/tcp"}},
                         "NetworkSettings": {"Ports": {
                          "80/tcp": [{"HostIp": "0.0.0.0", "HostPort": "7000"}],
                          "81/tcp": [{"HostIp": "0.0.0.0", "HostPort": "7001"}]}}}"""));
        var seen = Census.take(bench).pods().getFirst().observation(1, bench);
        assertThat(seen.endpoint("app").bindings())
                .extracting(binding -> binding.container().toString())
                .containsExactly("80-81");
    }

    @Test
    void findsNothingByALabelThatIsEmpty() {
        var listed = FakeDocker.ok("""
                [{"Id": "a", "Labels": {"x": ""}}, {"Id": "b", "Labels": {"x": "1"}}]""");
        docker.willAnswer(listed, listed);
        assertThat(bench.containers().ids("x")).containsExactly("b");
        assertThat(bench.containers().idsBy("x", "x")).containsOnlyKeys("1");
    }
}
