package dev.landfall.ecs.taskdefinition;

import dev.landfall.contract.ecs.ContainerDefinition;
import dev.landfall.contract.ecs.EFSAuthorizationConfigIAM;
import dev.landfall.contract.ecs.EFSTransitEncryption;
import dev.landfall.contract.ecs.EFSVolumeConfiguration;
import dev.landfall.contract.ecs.MountPoint;
import dev.landfall.contract.ecs.RegisterTaskDefinitionRequest;
import dev.landfall.contract.ecs.Scope;
import dev.landfall.contract.ecs.Volume;
import dev.landfall.ecs.EcsFaults;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What ECS wants of volumes and of those who mount them. */
final class VolumeRules {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,255}");

    private VolumeRules() {}

    static void check(RegisterTaskDefinitionRequest spec) {
        var names = names(spec.volumesOrEmpty());
        spec.volumesOrEmpty().forEach(VolumeRules::volume);
        var containers = spec.containerDefinitionsOrEmpty().stream()
                .map(c -> c.nameOr(""))
                .collect(Collectors.toSet());
        for (var container : spec.containerDefinitionsOrEmpty()) {
            mounts(container, names);
            sources(container, containers);
        }
        atLaunch(spec);
    }

    private static Set<String> names(List<Volume> volumes) {
        var names = new HashSet<String>();
        for (var volume : volumes) {
            var name = volume.nameOr("");
            if (!NAME.matcher(name).matches()) {
                throw EcsFaults.client(
                        name.isEmpty()
                                ? "Volume.name should not be null or empty."
                                : "Volume name contains invalid characters. Up to 255 letters (uppercase and lowercase),"
                                        + " numbers, hyphens, and underscores are allowed.");
            }
            if (!names.add(name)) {
                throw EcsFaults.client("Volume names must be unique within a Task Definition: '" + name + "'.");
            }
        }
        return names;
    }

    private static void volume(Volume volume) {
        var kinds = Stream.of(
                        volume.host(),
                        volume.dockerVolumeConfiguration(),
                        volume.efsVolumeConfiguration(),
                        volume.s3filesVolumeConfiguration(),
                        volume.fsxWindowsFileServerVolumeConfiguration())
                .filter(java.util.Objects::nonNull)
                .count();
        if (kinds > 1 || (kinds == 1 && volume.configuredAtLaunchOr(false))) {
            throw wrong(volume, "Only one volume configuration can be specified.");
        }
        var docker = volume.dockerVolumeConfiguration();
        if (docker != null && docker.scope() != Scope.SHARED && docker.autoprovision() != null) {
            throw wrong(volume, "'autoprovision' can only be specified with scope 'shared'.");
        }
        if (volume.efsVolumeConfiguration() != null) {
            efs(volume.efsVolumeConfiguration());
        }
    }

    private static void efs(EFSVolumeConfiguration efs) {
        var encrypted = efs.transitEncryption() == EFSTransitEncryption.ENABLED;
        var authorization = efs.authorizationConfig();
        if (authorization != null && authorization.iam() == EFSAuthorizationConfigIAM.ENABLED && !encrypted) {
            throw EcsFaults.client("EFS IAM authorization requires TransitEncryption to be enabled.");
        }
        if (efs.transitEncryptionPort() != null && !encrypted) {
            throw EcsFaults.client("TransitEncryptionPort requires that TransitEncryption is enabled.");
        }
        if (authorization != null
                && authorization.accessPointId() != null
                && !efs.rootDirectoryOr("/").equals("/")) {
            throw EcsFaults.client(
                    "When using an EFS access point, the root directory must either be set to \"/\" or be omitted.");
        }
    }

    private static void mounts(ContainerDefinition container, Set<String> volumes) {
        var paths = new HashSet<String>();
        for (var mount : container.mountPointsOrEmpty()) {
            var volume = mount.sourceVolumeOr("");
            if (!volumes.contains(volume)) {
                throw EcsFaults.client("Unknown volume '" + volume + "'.");
            }
            if (mount.containerPathOr("").isBlank()) {
                throw wrong("mountPoints", container, "'containerPath' should not be null or empty.");
            }
            if (!paths.add(mount.containerPathOr(""))) {
                throw wrong(
                        "mountPoints", container, "'containerPath' is used twice: " + mount.containerPathOr("") + ".");
            }
        }
    }

    private static void sources(ContainerDefinition container, Set<String> containers) {
        for (var from : container.volumesFromOrEmpty()) {
            var source = from.sourceContainerOr("");
            if (!containers.contains(source) || source.equals(container.name())) {
                throw EcsFaults.client("Invalid 'volumesFrom' setting. Unknown container: '" + source + "'");
            }
        }
    }

    /** One volume may be left to the run, and somebody must want it. */
    private static void atLaunch(RegisterTaskDefinitionRequest spec) {
        var later = spec.volumesOrEmpty().stream()
                .filter(volume -> volume.configuredAtLaunchOr(false))
                .map(volume -> volume.nameOr(""))
                .toList();
        if (later.size() > 1) {
            throw EcsFaults.client("Only one volume can be configured at launch in a task definition.");
        }
        var mounted = spec.containerDefinitionsOrEmpty().stream()
                .flatMap(container -> container.mountPointsOrEmpty().stream())
                .map(MountPoint::sourceVolume)
                .collect(Collectors.toSet());
        if (!mounted.containsAll(later)) {
            throw EcsFaults.client("Volumes " + later + " are not referenced by any of the containers.");
        }
    }

    private static RuntimeException wrong(Volume volume, String why) {
        return EcsFaults.client("Invalid setting for volume '" + volume.nameOr("") + "'. " + why);
    }

    private static RuntimeException wrong(String member, ContainerDefinition container, String why) {
        return EcsFaults.client(
                "Invalid '" + member + "' setting for container '" + container.nameOr("") + "'. " + why);
    }
}
