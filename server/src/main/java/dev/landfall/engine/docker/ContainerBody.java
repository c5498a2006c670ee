package dev.landfall.engine.docker;

import dev.landfall.engine.ContainerSpec;
import dev.landfall.engine.Pod;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The body of the request that creates a container. */
record ContainerBody(String instance, Pod pod, ContainerSpec spec, String sandboxId, Optional<String> imageDigest) {
    /** Keeps the disk bounded: at most ten files of 10 MB for each container. */
    private static final Map<String, ?> LOG_CONFIG =
            Map.of("Type", "json-file", "Config", Map.of("max-size", "10m", "max-file", "10"));

    Map<String, ?> json() {
        var body = new LinkedHashMap<String, Object>();
        body.put("Image", ImageReference.parse(spec.image().pullReference()).pullable());
        body.put("Labels", labels());
        body.put(
                "Env",
                spec.environment().entrySet().stream()
                        .map(variable -> variable.getKey() + "=" + variable.getValue())
                        .toList());
        body.put("Tty", spec.pseudoTerminal());
        spec.entryPoint().ifPresent(words -> body.put("Entrypoint", words));
        spec.command().ifPresent(words -> body.put("Cmd", words));
        spec.workingDirectory().ifPresent(path -> body.put("WorkingDir", path));
        spec.user().ifPresent(user -> body.put("User", user));
        spec.healthCheck().ifPresent(check -> body.put("Healthcheck", healthCheck(check)));
        body.put("HostConfig", hostConfig());
        return body;
    }

    private Map<String, String> labels() {
        var labels = new LinkedHashMap<>(pod.labels());
        labels.putAll(spec.labels());
        labels.put(Labels.INSTANCE, instance);
        labels.put(Labels.POD, pod.id().value());
        labels.put(Labels.CONTAINER, spec.name());
        labels.put(Labels.GENERATION, Long.toString(pod.generation()));
        labels.put(Labels.SANDBOX, pod.sandbox().address());
        imageDigest.ifPresent(digest -> labels.put(Labels.IMAGE_DIGEST, digest));
        return labels;
    }

    private Map<String, ?> hostConfig() {
        var host = new LinkedHashMap<String, Object>();
        host.put("NetworkMode", "container:" + sandboxId);
        host.put("LogConfig", LOG_CONFIG);
        host.put("CpuShares", spec.cpuShares());
        host.put("Memory", spec.memoryBytes());
        host.put("MemoryReservation", spec.memoryReservationBytes());
        host.put("ReadonlyRootfs", spec.readonlyRootFilesystem());
        host.put("Init", spec.initProcess());
        host.put(
                "Ulimits",
                spec.ulimits().stream()
                        .map(limit -> Map.of("Name", limit.name(), "Soft", limit.soft(), "Hard", limit.hard()))
                        .toList());
        host.put("Mounts", spec.mounts().stream().map(this::mount).toList());
        return host;
    }

    private Map<String, ?> mount(ContainerSpec.Mount mount) {
        var labels = Map.of(Labels.INSTANCE, instance, Labels.POD, pod.id().value());
        return Map.of(
                "Type", "volume",
                "Source", "landfall-" + instance + "-" + pod.id() + "-" + mount.volume(),
                "Target", mount.path(),
                "ReadOnly", mount.readOnly(),
                "VolumeOptions", Map.of("Labels", labels));
    }

    private static Map<String, ?> healthCheck(ContainerSpec.HealthCheck check) {
        return Map.of(
                "Test", List.copyOf(check.command()),
                "Interval", check.interval().toNanos(),
                "Timeout", check.timeout().toNanos(),
                "Retries", check.retries(),
                "StartPeriod", check.startPeriod().toNanos());
    }
}
