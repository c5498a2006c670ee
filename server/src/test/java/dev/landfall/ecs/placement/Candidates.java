package dev.landfall.ecs.placement;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Container instances to place tasks on. */
final class Candidates {
    private final String id;
    private final Map<String, String> attributes = new HashMap<>();
    private final List<String> groups = new ArrayList<>();
    private int running;
    private boolean connected = true;
    private Capacity remaining = new Capacity(4_096, 8_192, Set.of(22), Set.of(), Set.of());

    private Candidates(String id) {
        this.id = id;
    }

    static Candidates of(String id) {
        return new Candidates(id);
    }

    Candidates attribute(String name, String value) {
        attributes.put(name, value);
        return this;
    }

    Candidates zone(String zone) {
        return attribute("ecs.availability-zone", zone);
    }

    Candidates tasks(String... of) {
        groups.addAll(List.of(of));
        return this;
    }

    Candidates running(int count) {
        running = count;
        return this;
    }

    Candidates disconnected() {
        connected = false;
        return this;
    }

    Candidates remaining(int cpu, int memoryMiB, Integer... tcpPorts) {
        remaining = new Capacity(cpu, memoryMiB, Set.of(tcpPorts), Set.of(), Set.of());
        return this;
    }

    Candidates gpus(String... ids) {
        remaining = new Capacity(4_096, 8_192, Set.of(22), Set.of(), Set.of(ids));
        return this;
    }

    Candidate build() {
        return new Candidate(
                id,
                "arn:" + id,
                connected,
                "1.105.1",
                "i-" + id,
                Instant.parse("2026-11-21T12:00:00Z"),
                attributes,
                running,
                groups,
                remaining);
    }
}
