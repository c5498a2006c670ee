package dev.landfall.engine.docker;

import dev.landfall.engine.cgroup.EngineGround;
import dev.landfall.engine.quota.StorageGround;

/** What {@code /info} tells of an engine. */
record EngineInfo(Json json) {
    /** Blocks. @throws DockerFault @throws dev.landfall.engine.Engine.EngineAway */
    static EngineInfo ask(DockerClient client) {
        return new EngineInfo(client.call(HttpRequest.get("/info")));
    }

    EngineGround ground() {
        return new EngineGround(
                json.text("CgroupDriver").orElse(""), json.text("KernelVersion").orElse(""), isRootless());
    }

    StorageGround storage() {
        var backing = json.items("DriverStatus").stream()
                .filter(pair ->
                        pair.strings().size() == 2 && pair.strings().getFirst().equals("Backing Filesystem"))
                .map(pair -> pair.strings().getLast())
                .findFirst();
        return new StorageGround(
                json.text("Driver").orElse(""),
                backing.orElse(""),
                json.text("DockerRootDir").orElse(""),
                json.text("KernelVersion").orElse(""),
                isRootless());
    }

    private boolean isRootless() {
        return json.items("SecurityOptions").stream()
                .anyMatch(option -> String.valueOf(option.value()).contains("name=rootless"));
    }
}
