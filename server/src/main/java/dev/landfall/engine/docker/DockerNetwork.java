package dev.landfall.engine.docker;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** A bridge network of an instance, made when it is needed. */
final class DockerNetwork {
    private static final int REMOVAL_TRIES = 200;
    private static final Duration REMOVAL_PAUSE = Duration.ofMillis(100);

    private final DockerClient client;
    private final String instance;
    private final String name;
    private final String device;
    private final Optional<Block> block;
    private boolean ready;
    private boolean retired;

    /** The addresses that it must have. */
    private record Block(String subnet, String gateway) {}

    private DockerNetwork(DockerClient client, String instance, String name, String device, Optional<Block> block) {
        this.client = client;
        this.instance = instance;
        this.name = name;
        this.device = device;
        this.block = block;
    }

    /** The one that sandboxes are on, each with the address it was given. */
    static DockerNetwork ofSandboxes(DockerClient client, NetworkPlan plan, String instance) {
        var block = new Block(plan.subnet(), plan.gateway());
        return new DockerNetwork(client, instance, plan.name(), plan.bridge(), Optional.of(block));
    }

    /** The one for containers with ports of the host. Nobody names its addresses, so the engine chooses a free block. */
    static DockerNetwork ofPorts(DockerClient client, NetworkPlan plan, String instance) {
        return new DockerNetwork(client, instance, plan.name() + "-bridge", plan.portsBridge(), Optional.empty());
    }

    String name() {
        return name;
    }

    /** Makes sure that it is there. @throws DockerFault, such as for a subnet that overlaps another network's */
    synchronized void ensure() {
        if (retired) {
            throw new DockerFault(410, "The network " + name + " is being removed.");
        }
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

    /** It is not made any more, whatever work is still under way. */
    synchronized void retire() {
        retired = true;
    }

    /** Removes it. Docker lets go of the endpoints of removed containers a little after them. */
    synchronized void remove() {
        ready = false;
        for (var left = REMOVAL_TRIES; ; left--) {
            try {
                client.call(HttpRequest.delete("/networks/" + name));
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
            var found = client.call(HttpRequest.get("/networks/" + name));
            var subnet = found.items("IPAM", "Config").stream()
                    .flatMap(config -> config.text("Subnet").stream())
                    .findFirst()
                    .orElse("none");
            if (block.isPresent() && !subnet.equals(block.get().subnet())) {
                throw new DockerFault(
                        409,
                        "The Docker network " + name + " has the subnet " + subnet + ", not "
                                + block.get().subnet() + ". Remove it, or give this instance another name.");
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
        var body = new LinkedHashMap<String, Object>();
        body.put("Name", name);
        body.put("CheckDuplicate", true);
        body.put("Driver", "bridge");
        body.put("Labels", Map.of(Labels.INSTANCE, instance));
        body.put("Options", Map.of("com.docker.network.bridge.name", device));
        block.ifPresent(addresses -> body.put(
                "IPAM",
                Map.of("Config", List.of(Map.of("Subnet", addresses.subnet(), "Gateway", addresses.gateway())))));
        try {
            client.call(HttpRequest.post("/networks/create").json(body));
        } catch (DockerFault e) {
            if (block.isPresent() && e.text().contains("overlaps")) {
                throw new DockerFault(
                        e.status(),
                        "The subnet " + block.get().subnet()
                                + " overlaps that of another network of this Docker engine. Give this instance another, or remove"
                                + " the other network. (" + e.text() + ")");
            }
            throw e;
        }
    }
}
