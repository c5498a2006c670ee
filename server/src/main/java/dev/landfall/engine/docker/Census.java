package dev.landfall.engine.docker;

import dev.landfall.engine.Engine.EngineAway;
import dev.landfall.engine.PodId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything of an instance that exists in the engine.
 *
 * @param pods that were looked at whole
 * @param unseen pods of which something did not let itself be looked at: nothing can be said of them yet
 * @param isWhole whether all could be looked at
 */
record Census(List<FoundPod> pods, List<FoundPod> unseen, List<ContainerInfo> sandboxes, boolean isWhole) {
    private static final Logger LOG = LoggerFactory.getLogger(Census.class);

    /** Looks. Blocks. @throws DockerFault @throws dev.landfall.engine.Engine.EngineAway */
    static Census take(Workbench bench) {
        var seen = new ConcurrentLinkedQueue<ContainerInfo>();
        var unseen = new ConcurrentLinkedQueue<ContainerInfo>();
        bench.each(
                bench.containers().labelled(bench.instanceLabel()),
                listed -> look(bench, listed, unseen).ifPresent(seen::add));
        return of(seen, unseen);
    }

    /** One that cannot be inspected, as it is being removed or the engine is stuck over it, must not hide all others. */
    private static Optional<ContainerInfo> look(
            Workbench bench, ContainerInfo listed, Collection<ContainerInfo> unseen) {
        var id = listed.id();
        try {
            return bench.containers().inspect(id);
        } catch (EngineAway e) {
            var late = Transition.timedOut(e, bench.client()).orElseThrow(() -> e);
            LOG.warn("Container {} cannot be looked at: {}", id, late.fault().message());
            unseen.add(listed);
            return Optional.empty();
        } catch (DockerFault e) {
            if (!bench.containers().isDying(id)) {
                throw e;
            }
            LOG.warn("Container {} is stuck on its way out: {}", id, e.getMessage());
            return Optional.empty();
        }
    }

    private static Census of(Collection<ContainerInfo> seen, Collection<ContainerInfo> unseen) {
        var all = Stream.concat(seen.stream(), unseen.stream()).toList();
        var sandboxes = all.stream()
                .filter(info -> info.label(Labels.CONTAINER).isEmpty()
                        && info.label(Labels.NAMESPACES).isEmpty())
                .toList();
        var byPod = all.stream()
                .filter(info -> info.label(Labels.POD).isPresent())
                .collect(Collectors.groupingBy(info -> info.label(Labels.POD).orElseThrow()));
        var pods = byPod.entrySet().stream()
                .map(pod -> pod(pod.getKey(), pod.getValue(), sandboxes))
                .collect(Collectors.partitioningBy(pod -> pod.members().noneMatch(unseen::contains)));
        return new Census(
                pods.getOrDefault(true, List.of()),
                pods.getOrDefault(false, List.of()),
                sandboxes.stream().filter(info -> !unseen.contains(info)).toList(),
                unseen.isEmpty());
    }

    /** The pod that a sandbox belongs to: by its own label, or by those of the containers in it. */
    Optional<PodId> owner(ContainerInfo sandbox) {
        return Stream.concat(pods.stream(), unseen.stream())
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
