package dev.landfall.engine.docker;

import dev.landfall.engine.PodId;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the engine has of pods and sandboxes that nobody knows: it may come to an end with a creation long after whoever asked
 * for it stopped waiting, or was killed.
 */
record Strays(Workbench bench, Pods pods, Sandboxes sandboxes) {
    private static final Logger LOG = LoggerFactory.getLogger(Strays.class);

    /** Removes them. Blocks. @throws dev.landfall.engine.Engine.EngineAway @throws DockerFault when it cannot list them */
    void remove() {
        removeContainers();
        removeSandboxes();
        removeVolumes();
    }

    private void removeContainers() {
        ofNobody(bench.containers().idsBy(Labels.POD, bench.instanceLabel(), Labels.POD), "container", bench::remove);
    }

    private void removeSandboxes() {
        var found = bench.containers().idsBy(Labels.SANDBOX, bench.instanceLabel(), Labels.HOSTNAME);
        found.forEach((address, ids) -> ids.stream()
                .filter(id -> !sandboxes.knows(address, id))
                .forEach(id -> remove("sandbox", id, bench::remove)));
    }

    private void removeVolumes() {
        var calls = new VolumeCalls(bench.client());
        ofNobody(calls.namesBy(Labels.POD, bench.instanceLabel(), Labels.POD), "volume", calls::remove);
    }

    /** @param byPod listed before the pods are, so that these have whoever got something meanwhile */
    private void ofNobody(Map<String, List<String>> byPod, String what, Consumer<String> removal) {
        var known = pods.ids();
        byPod.forEach((pod, found) -> {
            if (!known.contains(new PodId(pod))) {
                found.forEach(one -> remove(what, one, removal));
            }
        });
    }

    /** One that cannot go yet keeps no other; the next look finds it again. */
    private static void remove(String what, String name, Consumer<String> removal) {
        LOG.warn("Nobody knows {} {}, and it is removed", what, name);
        try {
            removal.accept(name);
        } catch (DockerFault e) {
            LOG.debug("It stays for now: {}", e.getMessage());
        }
    }
}
