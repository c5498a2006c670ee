package dev.landfall.ecs.task;

import dev.landfall.contract.Fault;
import dev.landfall.contract.ecs.ContainerDefinition;
import dev.landfall.contract.ecs.ContainerOverride;
import dev.landfall.contract.ecs.EcsErrors;
import dev.landfall.contract.ecs.LogConfiguration;
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
    private static final String ENDPOINT = "awslogs-endpoint";
    private static final String CREDENTIALS_ENDPOINT = "awslogs-credentials-endpoint";

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
        spec.containerDefinitionsOrEmpty().forEach(container -> refuse(spec, container));
    }

    private static void refuse(Volume volume) {
        refuse(volume.efsVolumeConfiguration() != null, "efsVolumeConfiguration");
        refuse(volume.s3filesVolumeConfiguration() != null, "s3filesVolumeConfiguration");
        refuse(volume.fsxWindowsFileServerVolumeConfiguration() != null, "fsxWindowsFileServerVolumeConfiguration");
        refuse(volume.configuredAtLaunchOr(false), "configuredAtLaunch");
    }

    private static void refuse(RegisterTaskDefinitionRequest spec, ContainerDefinition container) {
        refuse(
                needsAccelerators(container.resourceRequirementsOrEmpty()),
                "resourceRequirements of type InferenceAccelerator");
        refuse(!container.credentialSpecsOrEmpty().isEmpty(), "credentialSpecs");
        var log = container.logConfiguration();
        if (log != null && log.logDriver() == LogDriver.AWSLOGS) {
            refuse(spec, log);
        }
    }

    /** An execution role's credentials, by which the driver would sign, are this server's: no other would know them. */
    private static void refuse(RegisterTaskDefinitionRequest spec, LogConfiguration log) {
        var options = log.optionsOrEmpty();
        var endpoint = options.get(ENDPOINT);
        refuse(
                isSecret(log, ENDPOINT)
                        || endpoint != null
                                && !LogsEndpoint.isCloudWatch(endpoint, options.getOrDefault("awslogs-region", "")),
                ENDPOINT);
        // where there is an execution role, the agent sets this itself, whatever a definition says
        refuse(
                spec.executionRoleArn() == null
                        && (options.containsKey(CREDENTIALS_ENDPOINT) || isSecret(log, CREDENTIALS_ENDPOINT)),
                CREDENTIALS_ENDPOINT);
    }

    private static boolean isSecret(LogConfiguration log, String option) {
        return log.secretOptionsOrEmpty().stream().anyMatch(secret -> option.equals(secret.name()));
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
