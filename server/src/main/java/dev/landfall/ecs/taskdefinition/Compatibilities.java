package dev.landfall.ecs.taskdefinition;

import dev.landfall.contract.ecs.Compatibility;
import dev.landfall.contract.ecs.NetworkMode;
import dev.landfall.contract.ecs.PortMapping;
import dev.landfall.contract.ecs.RegisterTaskDefinitionRequest;
import dev.landfall.contract.ecs.Volume;
import java.util.ArrayList;
import java.util.List;

/**
 * What a task definition could run on, which may be more than its owner had it checked against, and is what AWS lists as its
 * {@code compatibilities} and runs it on. Everything runs on container instances.
 */
public final class Compatibilities {
    private Compatibilities() {}

    public static List<Compatibility> of(RegisterTaskDefinitionRequest spec) {
        var all = new ArrayList<Compatibility>();
        if (fitsExternal(spec)) {
            all.add(Compatibility.EXTERNAL);
        }
        all.add(Compatibility.EC2);
        if (fitsFargate(spec)) {
            all.add(Compatibility.FARGATE);
            all.add(Compatibility.MANAGED_INSTANCES);
        }
        return all;
    }

    public static boolean fitsFargate(RegisterTaskDefinitionRequest spec) {
        return FargateRules.fits(spec);
    }

    /** Machines outside of AWS have neither its networks nor its file systems, nor Service Connect. */
    private static boolean fitsExternal(RegisterTaskDefinitionRequest spec) {
        return spec.networkMode() != NetworkMode.AWSVPC
                && spec.proxyConfiguration() == null
                && spec.volumesOrEmpty().stream().noneMatch(Compatibilities::isOfAws)
                && spec.containerDefinitionsOrEmpty().stream()
                        .flatMap(container -> container.portMappingsOrEmpty().stream())
                        .noneMatch(Compatibilities::isForServiceConnect);
    }

    private static boolean isOfAws(Volume volume) {
        return volume.efsVolumeConfiguration() != null
                || volume.s3filesVolumeConfiguration() != null
                || volume.fsxWindowsFileServerVolumeConfiguration() != null
                || volume.configuredAtLaunchOr(false);
    }

    private static boolean isForServiceConnect(PortMapping port) {
        return port.name() != null || port.appProtocol() != null;
    }
}
