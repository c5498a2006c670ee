package dev.landfall.engine.docker;

import dev.landfall.engine.ContainerFiles;
import dev.landfall.engine.ContainerFiles.Mount;
import dev.landfall.engine.ContainerFiles.Tmpfs;
import dev.landfall.engine.ContainerFiles.Volume;
import dev.landfall.engine.PodId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a container's creation says of its file systems. */
record FilesBody(String instance, PodId pod, ContainerFiles files, Map<String, String> sources) {
    Map<String, ?> json() {
        var mounts = new ArrayList<Map<String, ?>>();
        var binds = new ArrayList<String>();
        for (var mount : files.mounts()) {
            switch (mount.volume()) {
                case Volume.OfPod own -> mounts.add(own(mount, own));
                case Volume.Shared shared -> mounts.add(volume(mount, shared.name()));
                // Of the two ways to mount a host's folder this is the one that makes it where it is missing.
                case Volume.HostPath(var path) ->
                    binds.add(path + ":" + mount.path() + (mount.readOnly() ? ":ro" : ""));
            }
        }
        var inherited = files.inherited().stream()
                .map(from -> sources.get(from.container()) + (from.readOnly() ? ":ro" : ""))
                .toList();
        return Map.of("Mounts", mounts, "Binds", binds, "VolumesFrom", inherited, "Tmpfs", tmpfs());
    }

    private Map<String, Object> own(Mount mount, Volume.OfPod own) {
        var volumes = new PodVolumes(instance, pod);
        var body = volume(mount, volumes.name(own));
        if (PodVolumes.isPlain(own)) {
            body.put("VolumeOptions", Map.of("Labels", volumes.labels(own)));
        }
        return body;
    }

    private static Map<String, Object> volume(Mount mount, String name) {
        return new LinkedHashMap<>(
                Map.of("Type", "volume", "Source", name, "Target", mount.path(), "ReadOnly", mount.readOnly()));
    }

    private Map<String, String> tmpfs() {
        var all = new LinkedHashMap<String, String>();
        for (var each : files.tmpfs()) {
            all.put(each.path(), options(each));
        }
        return all;
    }

    private static String options(Tmpfs tmpfs) {
        var options = new ArrayList<>(List.of("size=" + tmpfs.sizeBytes()));
        options.addAll(tmpfs.options());
        return String.join(",", options);
    }
}
