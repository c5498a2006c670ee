package dev.landfall.engine.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.engine.ContainerResources;
import dev.landfall.engine.ContainerResources.Swap;
import dev.landfall.engine.ContainerResources.Ulimit;
import dev.landfall.engine.Envelope;
import dev.landfall.engine.Pod;
import dev.landfall.engine.PodId;
import dev.landfall.engine.Sandbox;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is said of limits where engines differ. */
class LimitsBodyTest {
    private static final Ulimit OWN = new Ulimit("nofile", 10, 20);
    private static final Ulimit FARGATES = new Ulimit("nofile", 65_535, 65_535);

    @Test
    void asksForThePreferredOpenFilesUntilAnEngineRefuses() {
        var traits = new EngineTraits();
        assertThat(ulimits(List.of(), traits))
                .isEqualTo(List.of(Map.of("Name", "nofile", "Soft", 65_535L, "Hard", 65_535L)));
        assertThat(ulimits(List.of(OWN), traits))
                .isEqualTo(List.of(Map.of("Name", "nofile", "Soft", 10L, "Hard", 20L)));

        traits.cannotRaiseUlimits();
        assertThat(ulimits(List.of(), traits)).isEmpty();
        assertThat(ulimits(List.of(OWN), traits)).hasSize(1);
    }

    @Test
    void countsSwapWithTheMemoryAndNotWithoutIt() {
        var swap = Optional.of(new Swap(1_000, Optional.of(30)));
        var body = new LimitsBody(resources(5_000, swap, List.of()), new EngineTraits()).json();
        assertThat(body.get("MemorySwap")).isEqualTo(6_000L);
        assertThat(body.get("MemorySwappiness")).isEqualTo(30);
        assertThat(new LimitsBody(resources(0, swap, List.of()), new EngineTraits()).json())
                .doesNotContainKeys("MemorySwap", "MemorySwappiness");
    }

    @Test
    void limitsTheLayerOnlyWhereTheStorageCan() {
        assertThat(held(new EngineTraits()).json()).doesNotContainKey("StorageOpt");
        assertThat(held(knowing("overlay2")).json()).doesNotContainKey("StorageOpt");
        assertThat(held(knowing("btrfs")).json()).containsEntry("StorageOpt", Map.of("size", "1024"));
    }

    @Test
    void allowsMoreCpusThanTheMachineHas() {
        var many = new ContainerResources(2, 64_000_000_000L, 0, 0, Optional.empty(), 0, 0, 0, List.of(), List.of());
        assertThat(new LimitsBody(many, new EngineTraits()).json())
                .containsEntry("CpuQuota", 6_400_000L)
                .containsEntry("CpuPeriod", 100_000L)
                .doesNotContainKey("NanoCpus");
    }

    @Test
    void holdsAContainerToThePodsLimitsWhereNothingElseDoes() {
        var envelope = new Envelope(0, 500, 4_000, 0, 0);
        assertThat(resources(5_000, Optional.empty(), List.of())
                        .within(envelope)
                        .memoryBytes())
                .isEqualTo(4_000);
        assertThat(resources(0, Optional.empty(), List.of()).within(envelope).nanoCpus())
                .isEqualTo(500);
        assertThat(resources(5_000, Optional.empty(), List.of())
                        .within(Envelope.NONE)
                        .memoryBytes())
                .isEqualTo(5_000);
    }

    private static List<?> ulimits(List<Ulimit> own, EngineTraits traits) {
        var resources = resources(0, Optional.empty(), own);
        return (List<?>) new LimitsBody(resources, traits).json().getOrDefault("Ulimits", List.of());
    }

    private static ContainerResources resources(long memory, Optional<Swap> swap, List<Ulimit> own) {
        return new ContainerResources(2, 0, memory, 0, swap, 0, 0, 0, own, List.of(FARGATES));
    }

    /** A container of a pod that may write 1 KiB. */
    private static LimitsBody held(EngineTraits traits) {
        var pod = new Pod(
                new PodId("0123456789abcdef0123456789abcde0"),
                1,
                new Sandbox.None(),
                Envelope.ofStorage(1_024),
                List.of(),
                Map.of());
        return new LimitsBody(ContainerResources.UNLIMITED.within(traits.apart(pod)), traits);
    }

    private static EngineTraits knowing(String driver) {
        var traits = new EngineTraits();
        var text = "{\"Driver\":\"" + driver + "\",\"DockerRootDir\":\"/\"}";
        traits.learn(new EngineInfo(Json.read(text.getBytes(UTF_8))), "test");
        return traits;
    }
}
