package dev.landfall.engine.docker;

import dev.landfall.engine.ContainerNamespaces.Scope;
import dev.landfall.engine.Pod;
import dev.landfall.engine.PodId;
import java.util.List;
import java.util.Map;

/**
 * A container that only lends its namespaces, where the containers of a pod share processes or memory but no sandbox.
 * It is there before any of them, and stays until the last is gone.
 */
record NamespaceHolder(Workbench bench) {
    static boolean isNeeded(Pod pod) {
        return pod.containers().stream()
                .map(container -> container.spec().namespaces())
                .anyMatch(namespaces -> namespaces.pid() == Scope.POD || namespaces.ipc() == Scope.POD);
    }

    /** Makes and starts it, and gives its id. Blocks. @throws DockerFault @throws dev.landfall.engine.Engine.EngineAway */
    String make(PodId pod) {
        remove(pod); // the answer to an earlier creation may have been lost
        var id = bench.containers().create("landfall-" + bench.instance() + "-" + pod, body(pod));
        bench.containers().start(id);
        return id;
    }

    void remove(PodId pod) {
        var ids = bench.containers().ids(bench.instanceLabel(), Labels.POD + "=" + pod, Labels.NAMESPACES);
        ids.forEach(bench.containers()::remove);
    }

    private Map<String, ?> body(PodId pod) {
        return Map.of(
                "Image",
                new SandboxImage(bench.client()).ensure(),
                "Labels",
                Map.of(Labels.INSTANCE, bench.instance(), Labels.POD, pod.value(), Labels.NAMESPACES, "true"),
                "HostConfig",
                Map.of(
                        "NetworkMode",
                        "none",
                        "IpcMode",
                        "shareable",
                        "LogConfig",
                        Map.of("Type", "none"),
                        "ReadonlyRootfs",
                        true,
                        "CapDrop",
                        List.of("ALL")));
    }
}
