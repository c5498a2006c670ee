package dev.landfall.engine.docker;

import dev.landfall.engine.PodId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything of an instance that exists in the engine. */
record Census(List<FoundPod> pods, List<ContainerInfo> sandboxes) {
    private static final Logger LOG = LoggerFactory.getLogger(Census.class);

    /** Looks. Blocks. @throws DockerFault @throws dev.landfall.engine.Engine.EngineAway */
    static Census take(Workbench bench) {
        var found = new ConcurrentLinkedQueue<ContainerInfo>();
        bench.each(
                bench.containers().ids(bench.instanceLabel()),
                id -> look(bench, id).ifPresent(found::add));
        return of(found);
    }

    /** One that cannot be inspected, as it is being removed, must not hide all others. */
    private static Optional<ContainerInfo> look(Workbench bench, String id) {
        try {
            return bench.containers().inspect(id);
        } catch (DockerFault e) {
            if (!bench.containers().isDying(id)) {
                throw e;
            }
            LOG.warn("Container {} is stuck on its way out: {}", id, e.getMessage());
            return Optional.empty();
        }
    }

    static Census of(Collection<ContainerInfo> all) {
        var sandboxes = all.stream()
                .filter(info -> info.label(Labels.CONTAINER).isEmpty()
                        && info.label(Labels.NAMESPACES).isEmpty())
                .toList();
        var byPod = all.stream()
                .filter(info -> info.label(Labels.POD).isPresent())
                .collect(Collectors.groupingBy(info -> info.label(Labels.POD).orElseThrow()));
        var pods = byPod.entrySet().stream()
                .map(pod -> pod(pod.getKey(), pod.getValue(), sandboxes))
                .toList();
        return new Census(pods, sandboxes);
    }

    /** The pod that a sandbox belongs to: by its own label, or by those of the containers in it. */
    Optional<PodId> owner(ContainerInfo sandbox) {
        return pods.stream()
                .filter(pod -> pod.sandbox().filter(sandbox::equals).isPresent())
                .map(FoundPod::id)
                .findFirst();
    }

    private static FoundPod pod(String id, List<ContainerInfo> members, List<ContainerInfo> sandboxes) {
        Map<String, ContainerInfo> containers = new TreeMap<>();
        for (var member : members) {
            member.label(Labels.CONTAINER).ifPresent(name -> containers.put(name, member));
        }
        var addresses = members.stream()
                .flatMap(member -> member.label(Labels.SANDBOX).stream())
                .collect(Collectors.toSet());
        var sandbox = sandboxes.stream()
                .filter(info -> members.contains(info)
                        || info.label(Labels.POD).isEmpty()
                                && addresses.contains(info.label(Labels.SANDBOX).orElse("")))
                .findFirst();
        var holder = members.stream()
                .filter(info -> info.label(Labels.NAMESPACES).isPresent())
                .findFirst();
        return new FoundPod(new PodId(id), sandbox, holder, containers);
    }
}
