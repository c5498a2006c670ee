package dev.landfall.engine.docker;

import dev.landfall.engine.ContainerFiles.Provision;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The calls about volumes. All throw {@link DockerFault} and {@link dev.landfall.engine.Engine.EngineAway}. */
record VolumeCalls(DockerClient client) {
    private static final Duration CREATE_LIMIT = Duration.ofMinutes(5); // as long as the agent waits for it

    /** Makes one; one of that name and driver that is there already is fine. */
    void create(String name, Provision provision, Map<String, String> labels) {
        var body =
                Map.of("Name", name, "Driver", provision.driver(), "DriverOpts", provision.options(), "Labels", labels);
        client.call(HttpRequest.post("/volumes/create").json(body).within(CREATE_LIMIT));
    }

    /** Removes all that bear these labels. */
    void removeAll(String... labels) {
        for (var volume : all(labels)) {
            remove(volume.text("Name").orElseThrow());
        }
    }

    void remove(String name) {
        client.call(HttpRequest.delete("/volumes/" + name));
    }

    /** The names of all that bear these labels, by the value of another label of theirs. */
    Map<String, List<String>> namesBy(String label, String... labels) {
        return all(labels).stream()
                .collect(Collectors.groupingBy(
                        volume -> volume.texts("Labels").getOrDefault(label, ""),
                        Collectors.mapping(volume -> volume.text("Name").orElseThrow(), Collectors.toList())));
    }

    private List<Json> all(String... labels) {
        return client.call(HttpRequest.get("/volumes").with("filters", Labels.filter(labels)))
                .items("Volumes");
    }

    /** Makes one of the engine's own, unless there is one of that name, and gives the folder that it is kept in. */
    String make(String name, Map<String, String> labels) {
        create(name, Provision.LOCAL, labels);
        return mountpoint(name);
    }

    /** The folder on the engine's host that a volume is kept in. */
    String mountpoint(String name) {
        return inspect(name)
                .text("Mountpoint")
                .orElseThrow(() -> new DockerFault(404, "volume '" + name + "' does not exist"));
    }

    Json inspect(String name) {
        return client.call(HttpRequest.get("/volumes/" + name));
    }

    Optional<Json> find(String name) {
        try {
            return Optional.of(inspect(name));
        } catch (DockerFault e) {
            if (e.isNotFound()) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
