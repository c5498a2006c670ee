package dev.landfall.engine.docker;

import dev.landfall.engine.ContainerFiles.Volume;
import java.util.Map;
import java.util.Optional;

/** The calls about volumes. */
record VolumeCalls(DockerClient client) {
    /** Removes all that bear these labels. */
    void removeAll(String... labels) {
        var request = HttpRequest.get("/volumes").with("filters", Labels.filter(labels));
        for (var volume : client.call(request).items("Volumes")) {
            client.call(HttpRequest.delete("/volumes/" + volume.text("Name").orElseThrow()));
        }
    }

    /** Makes one of the engine's own, unless there is one of that name, and gives the folder that it is kept in. */
    String make(String name, Map<String, String> labels) {
        var body = Map.of("Name", name, "Driver", "local", "Labels", labels);
        return client.call(HttpRequest.post("/volumes/create").json(body))
                .text("Mountpoint")
                .orElseThrow();
    }

    /** That what is to be mounted is there if it must be, and is what it should be. @throws DockerFault */
    void check(Volume volume) {
        switch (volume) {
            case Volume.Shared shared -> check(shared);
            case Volume.OfPod _, Volume.HostPath _ -> {}
        }
    }

    /** The folder on the engine's host that a volume is kept in. @throws DockerFault when there is none */
    String mountpoint(String name) {
        return inspect(name)
                .flatMap(volume -> volume.text("Mountpoint"))
                .orElseThrow(() -> new DockerFault(404, "volume '" + name + "' does not exist"));
    }

    private void check(Volume.Shared shared) {
        var found = inspect(shared.name());
        if (found.isEmpty() && !shared.provisioned()) {
            throw new DockerFault(
                    404, "volume '" + shared.name() + "' does not exist and autoprovision is set to false");
        }
        var driver = found.flatMap(volume -> volume.text("Driver"))
                .orElse(shared.provision().driver());
        if (shared.provisioned() && !driver.equals(shared.provision().driver())) {
            throw new DockerFault(
                    409,
                    "expected volume driver '" + shared.provision().driver() + "' does not match the existing volume '"
                            + shared.name() + "' of driver '" + driver + "'");
        }
    }

    private Optional<Json> inspect(String name) {
        try {
            return Optional.of(client.call(HttpRequest.get("/volumes/" + name)));
        } catch (DockerFault e) {
            if (e.isNotFound()) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
