package dev.landfall.engine.docker;

import dev.landfall.engine.ContainerSpec;
import dev.landfall.engine.Pod;
import dev.landfall.engine.Sandbox;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The body of the request that creates a container.
 *
 * @param holder the id of the container that has the namespaces of the pod
 * @param sources ids of the containers whose volumes it inherits, by their names in the pod
 * @param logOptions of the log driver, the place of its socket among them
 */
record ContainerBody(
        String instance,
        Pod pod,
        ContainerSpec spec,
        NetworkBody network,
        Optional<String> holder,
        Optional<String> imageDigest,
        Map<String, String> sources,
        Map<String, String> logOptions,
        EngineTraits traits) {
    Map<String, ?> json() {
        var body = new LinkedHashMap<String, Object>();
        body.put("Image", ImageReference.parse(spec.image().pullReference()).pullable());
        body.put("Labels", labels());
        body.put("Env", environment());
        body.put("Tty", spec.process().pseudoTerminal());
        body.put("OpenStdin", spec.process().interactive());
        spec.process().entryPoint().ifPresent(words -> body.put("Entrypoint", words));
        spec.process().command().ifPresent(words -> body.put("Cmd", words));
        spec.process().workingDirectory().ifPresent(path -> body.put("WorkingDir", path));
        spec.process().user().ifPresent(user -> body.put("User", user));
        spec.healthCheck().ifPresent(check -> body.put("Healthcheck", healthCheck(check)));
        var host = hostConfig();
        network.addTo(body, host);
        body.put("HostConfig", host);
        return body;
    }

    /** Its own come last, and win. */
    private List<String> environment() {
        var all = new LinkedHashMap<>(network.environment(spec.engineName()));
        all.putAll(spec.process().environment());
        return all.entrySet().stream()
                .map(variable -> variable.getKey() + "=" + variable.getValue())
                .toList();
    }

    /** Those by which we find our own again are ours to say, each of them: what we leave out an image could claim. */
    private Map<String, String> labels() {
        var labels = new LinkedHashMap<>(pod.labels());
        labels.putAll(spec.labels());
        labels.keySet().removeIf(label -> label.startsWith(Labels.PREFIX));
        Labels.ALL.forEach(label -> labels.put(label, ""));
        labels.put(Labels.INSTANCE, instance);
        labels.put(Labels.POD, pod.id().value());
        labels.put(Labels.CONTAINER, spec.name());
        labels.put(Labels.GENERATION, Long.toString(pod.generation()));
        labels.putAll(network.labels());
        if (pod.sandbox() instanceof Sandbox.Interface shared) {
            labels.put(Labels.SANDBOX, shared.address());
        }
        if (!limits().preferred().isEmpty()) {
            labels.put(Labels.PREFERRED_ULIMITS, "true");
        }
        imageDigest.ifPresent(digest -> labels.put(Labels.IMAGE_DIGEST, digest));
        return labels;
    }

    private Map<String, Object> hostConfig() {
        var host = new LinkedHashMap<String, Object>();
        host.put("LogConfig", Map.of("Type", spec.logging().driver(), "Config", logOptions));
        host.put("Init", spec.process().initProcess());
        traits.envelopes().parent(pod.id()).ifPresent(parent -> host.put("CgroupParent", parent));
        host.putAll(limits().json());
        host.putAll(new PrivilegesBody(spec.privileges()).json());
        host.putAll(new NamespacesBody(spec.namespaces(), holder).json());
        host.putAll(new FilesBody(instance, pod.id(), spec.files(), sources).json());
        return host;
    }

    private LimitsBody limits() {
        return new LimitsBody(spec.resources().within(traits.apart(pod)), traits);
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
