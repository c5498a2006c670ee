package dev.landfall.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.engine.ContainerSpec;
import dev.landfall.engine.Pod;
import dev.landfall.engine.Pod.Level;
import dev.landfall.engine.Sandbox;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a container is asked for with. */
class ContainerBodyTest {
    private static final Map<String, String> CLAIMS = Map.of(
            "owner",
            "me",
            "dev.landfall.future",
            "claimed",
            Labels.SANDBOX,
            "10.0.0.9",
            Labels.PORT_RANGES,
            "x/tcp",
            Labels.CONTAINER,
            "other",
            Labels.HOSTNAME,
            "claimed");

    @Test
    void leavesOurNamesToNobody() {
        assertThat(labels(CLAIMS))
                .containsEntry("owner", "me")
                .containsEntry(Labels.CONTAINER, TestPod.APP)
                .containsEntry(Labels.NETWORK, "bridge")
                .doesNotContainKey("dev.landfall.future")
                .doesNotContainValue("claimed");
    }

    /** Docker adds those of the image that it is not told itself. */
    @Test
    void saysEachOfOurNamesLestTheImageDoes() {
        assertThat(labels(Map.of()))
                .containsKeys(Labels.ALL.toArray(String[]::new))
                .containsEntry(Labels.SANDBOX, "")
                .containsEntry(Labels.PORT_RANGES, "");
    }

    private static Map<String, String> labels(Map<String, String> own) {
        var spec = ContainerSpec.builder(TestPod.APP, "app", new BusyboxPrograms().image())
                .labels(own)
                .build();
        var pod = new Pod(
                TestPod.ID, 1, new Sandbox.Bridge(), List.of(new Pod.Container(spec, new Level.Running())), own);
        var network = new NetworkBody("bridge", "bridge", spec.network(), List.of(), List.of());
        var traits = new EngineTraits();
        var body = new ContainerBody(
                "test", pod, spec, network, Optional.empty(), Optional.empty(), Map.of(), Map.of(), traits);
        return Json.read(Json.write(body.json())).texts("Labels");
    }
}
