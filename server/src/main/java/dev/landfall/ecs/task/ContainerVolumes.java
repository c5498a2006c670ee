package dev.landfall.ecs.task;

import dev.landfall.contract.ecs.ContainerDefinition;
import dev.landfall.contract.ecs.DockerVolumeConfiguration;
import dev.landfall.contract.ecs.LinuxParameters;
import dev.landfall.contract.ecs.MountPoint;
import dev.landfall.contract.ecs.RegisterTaskDefinitionRequest;
import dev.landfall.contract.ecs.Scope;
import dev.landfall.contract.ecs.Tmpfs;
import dev.landfall.contract.ecs.Volume;
import dev.landfall.ecs.configuration.ContainerConfiguration;
import dev.landfall.engine.ContainerFiles;
import dev.landfall.engine.ContainerFiles.Inherited;
import dev.landfall.engine.ContainerFiles.Mount;
import dev.landfall.engine.ContainerFiles.Provision;
import java.util.List;
import java.util.Optional;

/** The file systems of a container, out of its definition and the volumes of the task's. */
final class ContainerVolumes {
    private static final long MIB = 1_048_576;

    private ContainerVolumes() {}

    static ContainerFiles of(
            Task task,
            RegisterTaskDefinitionRequest spec,
            ContainerDefinition definition,
            ContainerConfiguration given) {
        var mounts = definition.mountPointsOrEmpty().stream()
                .map(point -> mount(spec.volumesOrEmpty(), point))
                .toList();
        var inherited = definition.volumesFromOrEmpty().stream()
                .map(from -> new Inherited(from.sourceContainerOr(""), from.readOnlyOr(false)))
                .toList();
        var tmpfs = Optional.ofNullable(definition.linuxParameters()).map(LinuxParameters::tmpfsOrEmpty).stream()
                .flatMap(List::stream)
                .map(ContainerVolumes::tmpfs)
                .toList();
        var own = new ContainerFiles(mounts, inherited, tmpfs, List.of());
        return FireLens.isRouter(definition)
                ? own.with(
                        FireLens.mounts(definition),
                        FireLensConfiguration.files(task, spec, definition, given.routerFile()))
                : own;
    }

    private static Mount mount(List<Volume> volumes, MountPoint point) {
        var name = point.sourceVolumeOr("");
        var source = volumes.stream()
                .filter(volume -> name.equals(volume.name()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Registered without its volume: " + name));
        return new Mount(volume(source), point.containerPathOr(""), point.readOnlyOr(false));
    }

    /** One that says nothing but its name is a folder of the task's own. */
    private static ContainerFiles.Volume volume(Volume volume) {
        var name = volume.nameOr("");
        if (volume.dockerVolumeConfiguration() != null) {
            return docker(name, volume.dockerVolumeConfiguration());
        }
        return volume.host() == null || volume.host().sourcePathOr("").isEmpty()
                ? new ContainerFiles.Volume.OfPod(name)
                : new ContainerFiles.Volume.HostPath(volume.host().sourcePathOr(""));
    }

    private static ContainerFiles.Volume docker(String name, DockerVolumeConfiguration docker) {
        var provision = new Provision(docker.driverOr("local"), docker.driverOptsOrEmpty(), docker.labelsOrEmpty());
        return docker.scopeOr(Scope.TASK) == Scope.SHARED
                ? new ContainerFiles.Volume.Shared(name, docker.autoprovisionOr(false), provision)
                : new ContainerFiles.Volume.OfPod(name, provision);
    }

    private static ContainerFiles.Tmpfs tmpfs(Tmpfs tmpfs) {
        return new ContainerFiles.Tmpfs(tmpfs.containerPathOr(""), tmpfs.sizeOr(0) * MIB, tmpfs.mountOptionsOrEmpty());
    }
}
