package dev.landfall.engine.docker;

import dev.landfall.engine.ContainerFiles.Mount;
import dev.landfall.engine.ContainerFiles.Volume;
import dev.landfall.engine.ContainerSpec;
import dev.landfall.engine.Pod;
import dev.landfall.engine.PodId;
import dev.landfall.engine.StorageUse;
import dev.landfall.engine.quota.ProjectQuotas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds what one pod writes to its size, where the file system of the engine counts it: the layers of its containers, the
 * volumes that are its own, and the few files that Docker lends each container.
 */
final class PodStorage {
    private static final Logger LOG = LoggerFactory.getLogger(PodStorage.class);

    private final Workbench bench;
    private final PodId pod;
    private volatile int project; // 0 while it has none

    PodStorage(Workbench bench, PodId pod) {
        this.bench = bench;
        this.pod = pod;
    }

    /** Finds out what an earlier process began. Blocks briefly. */
    void adopt(Collection<ContainerInfo> containers) {
        quotas().flatMap(quotas -> containers.stream()
                        .flatMap(info -> info.layer().stream())
                        .flatMap(folder -> quotas.of(folder).stream())
                        .findFirst())
                .ifPresent(found -> project = found);
    }

    /**
     * Makes the volumes that a container is about to get. What an image has in their place is copied into them when the
     * container is created, and must be counted from the first byte. Blocks. @throws DockerFault
     */
    void makeVolumes(Pod wanted, ContainerSpec spec) {
        var quotas = quotas();
        if (wanted.envelope().storageBytes() > 0 && quotas.isPresent()) {
            var folders = spec.files().mounts().stream()
                    .flatMap(mount -> own(mount).stream())
                    .map(this::make)
                    .filter(Files::exists) // whether the engine's files are here is told by its layers
                    .toList();
            hold(quotas.get(), wanted, folders);
        }
    }

    /** Before each start of a container: whoever made it may have died before this. Blocks. @throws DockerFault */
    void hold(Pod wanted, String containerId, Optional<String> sandboxId) {
        var quotas = quotas();
        if (wanted.envelope().storageBytes() == 0 || quotas.isEmpty()) {
            return;
        }
        var container = inspect(containerId);
        if (container.layer().isEmpty() || !container.layer().stream().allMatch(Files::exists)) {
            giveUp(containerId);
            return;
        }
        var lent = sandboxId.map(this::inspect).map(ContainerInfo::lentFiles).orElse(List.of());
        var paths = Stream.of(container.layer(), container.volumes(shared(wanted)), lent)
                .flatMap(List::stream)
                .filter(Files::exists)
                .toList();
        hold(quotas.get(), wanted, paths);
    }

    /** What is used of the size; empty where nothing counts it. */
    Optional<StorageUse> use() {
        var known = project;
        var quotas = quotas();
        try {
            return known == 0 || quotas.isEmpty()
                    ? Optional.empty()
                    : quotas.get().use(known);
        } catch (IOException e) {
            LOG.debug("What pod {} uses is not known: {}", pod, e.getMessage());
            return Optional.empty();
        }
    }

    /** Once nothing of the pod is left. Blocks briefly. */
    void end() {
        var quotas = quotas();
        if (project != 0 && quotas.isPresent()) {
            try {
                quotas.get().lift(project);
            } catch (IOException e) { // the next process lifts what nothing is under
                LOG.warn("The limit of pod {} stays: {}", pod, e.getMessage());
            }
        }
    }

    private void hold(ProjectQuotas quotas, Pod wanted, List<Path> paths) {
        try {
            quotas.hold(project(quotas), wanted.envelope().storageBytes(), paths);
        } catch (IOException e) {
            throw new DockerFault(500, "the task's storage could not be held to its size: " + e.getMessage());
        }
    }

    /** The layer of a container that is there for the engine is not there for this process: they see other folders. */
    private void giveUp(String containerId) {
        if (inspect(containerId).isLeaving()) {
            throw new DockerFault(409, "container is marked for removal and cannot be started");
        }
        LOG.warn("The engine keeps its files elsewhere: what tasks write is not held to their size");
        bench.traits().giveUpQuotas("the engine keeps its files elsewhere");
    }

    private synchronized int project(ProjectQuotas quotas) throws IOException {
        if (project == 0) {
            project = quotas.choose(bench.instance() + "/" + pod);
        }
        return project;
    }

    private Optional<ProjectQuotas> quotas() {
        return bench.traits().quotas() instanceof ProjectQuotas quotas ? Optional.of(quotas) : Optional.empty();
    }

    private ContainerInfo inspect(String id) {
        return bench.containers().inspect(id).orElseThrow(() -> new DockerFault(404, "No such container: " + id));
    }

    private Path make(Volume.OfPod volume) {
        var volumes = new PodVolumes(bench.instance(), pod);
        return Path.of(new VolumeCalls(bench.client()).make(volumes.name(volume), volumes.labels(volume)));
    }

    /** Drivers with options may keep it anywhere, as on another machine. */
    private static Optional<Volume.OfPod> own(Mount mount) {
        return mount.volume() instanceof Volume.OfPod volume && PodVolumes.isPlain(volume)
                ? Optional.of(volume)
                : Optional.empty();
    }

    private static Set<String> shared(Pod wanted) {
        return wanted.containers().stream()
                .flatMap(container -> container.spec().files().mounts().stream())
                .map(Mount::volume)
                .filter(Volume.Shared.class::isInstance)
                .map(volume -> ((Volume.Shared) volume).name())
                .collect(Collectors.toSet());
    }
}
