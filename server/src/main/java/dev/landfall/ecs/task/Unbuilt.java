package dev.landfall.ecs.task;

import dev.landfall.contract.Fault;
import dev.landfall.contract.ecs.ContainerDefinition;
import dev.landfall.contract.ecs.ContainerOverride;
import dev.landfall.contract.ecs.EcsErrors;
import dev.landfall.contract.ecs.LogDriver;
import dev.landfall.contract.ecs.OSFamily;
import dev.landfall.contract.ecs.RegisterTaskDefinitionRequest;
import dev.landfall.contract.ecs.ResourceRequirement;
import dev.landfall.contract.ecs.ResourceType;
import dev.landfall.contract.ecs.RunTaskRequest;
import dev.landfall.contract.ecs.Volume;
import java.util.List;

/**
 * Parameters of task definitions that Landfall does not act on yet. A task that needs one is refused rather than run
 * without it; what is built leaves this list.
 */
final class Unbuilt {
    private Unbuilt() {}

    static void refuse(RunTaskRequest in) {
        refuse(!in.volumeConfigurationsOrEmpty().isEmpty(), "volumeConfigurations");
        var overrides = in.overrides() == null
                ? List.<ContainerOverride>of()
                : in.overrides().containerOverridesOrEmpty();
        for (var override : overrides) {
            refuse(
                    needsAccelerators(override.resourceRequirementsOrEmpty()),
                    "resourceRequirements of type InferenceAccelerator");
        }
    }

    static void refuse(RegisterTaskDefinitionRequest spec) {
        var platform = spec.runtimePlatform();
        refuse(
                platform != null && platform.operatingSystemFamilyOr(OSFamily.LINUX) != OSFamily.LINUX,
                "runtimePlatform.operatingSystemFamily");
        refuse(spec.proxyConfiguration() != null, "proxyConfiguration");
        refuse(spec.enableFaultInjectionOr(false), "enableFaultInjection");
        spec.volumesOrEmpty().forEach(Unbuilt::refuse);
        spec.containerDefinitionsOrEmpty().forEach(Unbuilt::refuse);
    }

    private static void refuse(Volume volume) {
        refuse(volume.efsVolumeConfiguration() != null, "efsVolumeConfiguration");
        refuse(volume.s3filesVolumeConfiguration() != null, "s3filesVolumeConfiguration");
        refuse(volume.fsxWindowsFileServerVolumeConfiguration() != null, "fsxWindowsFileServerVolumeConfiguration");
        refuse(volume.configuredAtLaunchOr(false), "configuredAtLaunch");
    }

    private static void refuse(ContainerDefinition container) {
        refuse(
                needsAccelerators(container.resourceRequirementsOrEmpty()),
                "resourceRequirements of type InferenceAccelerator");
        refuse(!container.credentialSpecsOrEmpty().isEmpty(), "credentialSpecs");
        var log = container.logConfiguration();
        if (log != null && log.logDriver() != null) {
            refuse(
                    log.logDriver() == LogDriver.AWSLOGS
                            && !log.secretOptionsOrEmpty().isEmpty(),
                    "logConfiguration.secretOptions with awslogs");
            for (var option : new String[] {"awslogs-endpoint", "awslogs-credentials-endpoint", "awslogs-format"}) {
                refuse(log.optionsOrEmpty().containsKey(option), option);
            }
        }
    }

    /** GPUs are a matter of placement: an instance has them or has not. */
    private static boolean needsAccelerators(List<ResourceRequirement> requirements) {
        return requirements.stream().anyMatch(r -> r.type() != ResourceType.GPU);
    }

    private static void refuse(boolean present, String parameter) {
        if (present) {
            throw Fault.of(
                    EcsErrors.UNSUPPORTED_FEATURE_EXCEPTION,
                    "Landfall does not run tasks with '" + parameter + "' yet; see docs/coverage.md.");
        }
    }
}
