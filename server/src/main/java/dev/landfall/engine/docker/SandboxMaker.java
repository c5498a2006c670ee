package dev.landfall.engine.docker;

import dev.landfall.engine.AddressGuard;
import dev.landfall.engine.Engine.EngineAway;
import dev.landfall.engine.PodId;
import dev.landfall.engine.Sandbox;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Makes the container of a sandbox: its program does nothing, its network namespace is what matters. */
final class SandboxMaker {
    /** How often an address that was in use a moment ago is tried again. */
    private static final int ADDRESS_TRIES = 20;

    private static final Duration ADDRESS_PAUSE = Duration.ofMillis(100);

    private final Workbench bench;
    private final SandboxImage image;

    /**
     * A sandbox that runs.
     *
     * @param wire where it can be held to its address
     */
    record Made(String id, String address, String macAddress, Optional<AddressGuard.Wire> wire) {}

    SandboxMaker(Workbench bench) {
        this.bench = bench;
        this.image = new SandboxImage(bench.client());
    }

    /** @param due for its turn at the engine @throws DockerFault @throws EngineAway */
    Made make(Sandbox.Interface sandbox, Optional<PodId> pod, Instant due) {
        bench.network().ensure();
        var id = create(sandbox, pod);
        try {
            bench.turns().urgently(due, () -> start(id));
            return bench.containers()
                    .inspect(id)
                    .map(this::made)
                    .orElseThrow(() -> new DockerFault(404, "It is gone."));
        } catch (DockerFault | AddressGuard.Failure | EngineAway e) {
            bench.persistently("remove a sandbox", () -> bench.remove(id));
            throw e;
        }
    }

    /** Holds it to its address, before anything runs in it. @throws AddressGuard.Failure */
    Made made(ContainerInfo info) {
        var network = bench.network().name();
        var wire = SandboxWire.of(info, network);
        wire.ifPresent(bench.guard()::hold);
        return new Made(info.id(), info.address(network), info.macAddress(network), wire);
    }

    /** Removes it, and what was known of it. Blocks. @throws DockerFault @throws EngineAway */
    void remove(Made made) {
        bench.remove(made.id());
        made.wire().ifPresent(bench.guard()::release);
    }

    private String create(Sandbox.Interface sandbox, Optional<PodId> pod) {
        var name = "landfall-" + bench.instance() + "-" + sandbox.address();
        try {
            return bench.containers().create(name, body(sandbox, pod));
        } catch (DockerFault e) {
            if (e.isNotFound()) {
                image.forget();
                bench.network().forget();
                bench.network().ensure();
            } else if (e.isConflict()) {
                removeStale(name, e);
            } else {
                throw e;
            }
            return bench.containers().create(name, body(sandbox, pod));
        }
    }

    /** The answer to an earlier creation may have been lost; nobody holds that one. */
    private void removeStale(String name, DockerFault conflict) {
        var stale = bench.containers().inspect(name);
        if (stale.isPresent() && !stale.get().label(Labels.INSTANCE).equals(Optional.of(bench.instance()))) {
            throw conflict;
        }
        stale.ifPresent(info -> bench.containers().remove(info.id()));
    }

    private void start(String id) {
        for (var left = ADDRESS_TRIES; ; left--) {
            try {
                bench.containers().start(id);
                return;
            } catch (DockerFault e) {
                // Docker gives an address back a little after its container went.
                if (left == 0 || !e.text().contains("Address already in use")) {
                    throw e;
                }
                LockSupport.parkNanos(ADDRESS_PAUSE.toNanos());
            }
        }
    }

    private Map<String, ?> body(Sandbox.Interface sandbox, Optional<PodId> pod) {
        var network = bench.network().name();
        var labels = new LinkedHashMap<String, String>();
        labels.put(Labels.INSTANCE, bench.instance());
        labels.put(Labels.SANDBOX, sandbox.address());
        labels.put(Labels.HOSTNAME, sandbox.hostname());
        pod.ifPresent(id -> labels.put(Labels.POD, id.value()));
        return Map.of(
                "Image", image.ensure(),
                "Hostname", sandbox.hostname(),
                "Labels", labels,
                "HostConfig",
                        Map.of(
                                "NetworkMode",
                                network,
                                "LogConfig",
                                Map.of("Type", "none"),
                                "IpcMode",
                                "shareable", // so that containers can be told to share it
                                "ReadonlyRootfs",
                                true,
                                "CapDrop",
                                List.of("ALL")),
                "NetworkingConfig",
                        Map.of(
                                "EndpointsConfig",
                                Map.of(network, Map.of("IPAMConfig", Map.of("IPv4Address", sandbox.address())))));
    }
}
