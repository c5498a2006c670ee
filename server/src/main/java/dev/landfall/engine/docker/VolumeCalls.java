package dev.landfall.engine.docker;

/** The calls about volumes. */
record VolumeCalls(DockerClient client) {
    /** Removes all that bear these labels. */
    void removeAll(String... labels) {
        var request = HttpRequest.get("/volumes").with("filters", Labels.filter(labels));
        for (var volume : client.call(request).items("Volumes")) {
            client.call(HttpRequest.delete("/volumes/" + volume.text("Name").orElseThrow()));
        }
    }
}
