package dev.landfall.engine.docker;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** The network of an instance, made when it is needed. */
final class DockerNetwork {
    private static final int REMOVAL_TRIES = 50;
    private static final Duration REMOVAL_PAUSE = Duration.ofMillis(100);

    private final DockerClient client;
    private final NetworkPlan plan;
    private final String instance;
    private boolean ready;

    DockerNetwork(DockerClient client, NetworkPlan plan, String instance) {
        this.client = client;
        this.plan = plan;
        this.instance = instance;
    }

    String name() {
        return plan.name();
    }

    /** Makes sure that it is there. @throws DockerFault, such as for a subnet that overlaps another network's */
    synchronized void ensure() {
        if (!ready) {
            if (!exists()) {
                create();
            }
            ready = true;
        }
    }

    /** Looks again at the next use: the engine is a new one, or someone removed it. */
    synchronized void forget() {
        ready = false;
    }

    /** Removes it. Docker lets go of the endpoints of removed containers a little after them. */
    synchronized void remove() {
        ready = false;
        for (var left = REMOVAL_TRIES; ; left--) {
            try {
                client.call(HttpRequest.delete("/networks/" + plan.name()));
                return;
            } catch (DockerFault e) {
                if (e.isNotFound()) {
                    return;
                }
                if (left == 0 || !e.text().contains("active endpoints")) {
                    throw e;
                }
                LockSupport.parkNanos(REMOVAL_PAUSE.toNanos());
            }
        }
    }

    private boolean exists() {
        try {
            var found = client.call(HttpRequest.get("/networks/" + plan.name()));
            var subnet = found.items("IPAM", "Config").stream()
                    .flatMap(config -> config.text("Subnet").stream())
                    .findFirst()
                    .orElse("none");
            if (!subnet.equals(plan.subnet())) {
                throw new DockerFault(
                        409,
                        "The Docker network " + plan.name() + " has the subnet " + subnet + ", not " + plan.subnet()
                                + ". Remove it, or give this instance another name.");
            }
            return true;
        } catch (DockerFault e) {
            if (e.isNotFound()) {
                return false;
            }
            throw e;
        }
    }

    private void create() {
        var request = HttpRequest.post("/networks/create")
                .json(Map.of(
                        "Name", plan.name(),
                        "CheckDuplicate", true,
                        "Driver", "bridge",
                        "Labels", Map.of(Labels.INSTANCE, instance),
                        "Options", Map.of("com.docker.network.bridge.name", plan.bridge()),
                        "IPAM", Map.of("Config", List.of(Map.of("Subnet", plan.subnet(), "Gateway", plan.gateway())))));
        try {
            client.call(request);
        } catch (DockerFault e) {
            if (e.text().contains("overlaps")) {
                throw new DockerFault(
                        e.status(),
                        "The subnet " + plan.subnet()
                                + " overlaps that of another network of this Docker engine. Give this instance another, or remove"
                                + " the other network. (" + e.text() + ")");
            }
            throw e;
        }
    }
}
