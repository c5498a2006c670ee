package dev.landfall.engine.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.landfall.engine.ContainerFiles;
import dev.landfall.engine.ContainerFiles.Mount;
import dev.landfall.engine.ContainerFiles.Provision;
import dev.landfall.engine.ContainerFiles.Tmpfs;
import dev.landfall.engine.ContainerFiles.Volume;
import dev.landfall.engine.ContainerLogging;
import dev.landfall.engine.PodId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What a container's creation says of its file systems. */
record FilesBody(String instance, PodId pod, ContainerFiles files, Map<String, String> sources) {
    Map<String, ?> json() {
        var mounts = new ArrayList<Map<String, ?>>();
        var binds = new ArrayList<String>();
        for (var mount : files.mounts()) {
            switch (mount.volume()) {
                case Volume.OfPod(var name, var provision) ->
                    mounts.add(volume(mount, podVolume(name), provision, podLabels(instance, pod, provision)));
                case Volume.Shared(var name, var provisioned, var provision) ->
                    mounts.add(volume(mount, name, provision, sharedLabels(provision)));
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

    private static Map<String, ?> volume(Mount mount, String name, Provision provision, Map<String, String> labels) {
        return Map.of(
                "Type", "volume",
                "Source", name,
                "Target", mount.path(),
                "ReadOnly", mount.readOnly(),
                "VolumeOptions",
                        Map.of(
                                "Labels",
                                labels,
                                "DriverConfig",
                                Map.of("Name", provision.driver(), "Options", provision.options())));
    }

    private String podVolume(String name) {
        return podVolume(instance, pod, name);
    }

    /**
     * What the engine knows a volume of a pod by. One that holds a socket has a short name, for the kernel allows the path
     * of a socket no more than 107 letters, the engine's own folder among them.
     */
    static String podVolume(String instance, PodId pod, String name) {
        var whole = "landfall-" + instance + "-" + pod + "-" + name;
        return name.endsWith(ContainerLogging.SOCKET_VOLUME)
                ? "lf-"
                        + UUID.nameUUIDFromBytes(whole.getBytes(UTF_8))
                                .toString()
                                .substring(0, 18)
                : whole;
    }

    /** What a volume of a pod bears, that it is found by. */
    static Map<String, String> podLabels(String instance, PodId pod, Provision provision) {
        var labels = new LinkedHashMap<>(provision.labels());
        labels.put(Labels.INSTANCE, instance);
        labels.put(Labels.POD, pod.value());
        return labels;
    }

    /** It belongs to nobody, whatever its labels claim. */
    private static Map<String, String> sharedLabels(Provision provision) {
        var labels = new LinkedHashMap<>(provision.labels());
        labels.keySet().removeIf(label -> label.startsWith(Labels.PREFIX));
        return labels;
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
