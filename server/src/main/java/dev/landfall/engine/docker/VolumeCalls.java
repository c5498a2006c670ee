package dev.landfall.engine.docker;

import dev.landfall.engine.PodId;

/** The calls about volumes. */
record VolumeCalls(DockerClient client) {
    /** Removes the volumes that a pod's containers shared. */
    void removeOf(String instanceLabel, PodId pod) {
        var request = HttpRequest.get("/volumes").with("filters", Labels.filter(instanceLabel, Labels.POD + "=" + pod));
        for (var volume : client.call(request).items("Volumes")) {
            client.call(HttpRequest.delete("/volumes/" + volume.text("Name").orElseThrow()));
        }
    }
}
