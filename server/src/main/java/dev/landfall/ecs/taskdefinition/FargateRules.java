package dev.landfall.ecs.taskdefinition;

import dev.landfall.contract.Fault;
import dev.landfall.contract.ecs.ContainerDefinition;
import dev.landfall.contract.ecs.LinuxParameters;
import dev.landfall.contract.ecs.LogDriver;
import dev.landfall.contract.ecs.NetworkMode;
import dev.landfall.contract.ecs.OSFamily;
import dev.landfall.contract.ecs.PidMode;
import dev.landfall.contract.ecs.RegisterTaskDefinitionRequest;
import dev.landfall.contract.ecs.ResourceType;
import dev.landfall.contract.ecs.RuntimePlatform;
import dev.landfall.ecs.EcsFaults;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What Fargate refuses or wants otherwise, from the guide's "Task definition differences for Fargate". */
final class FargateRules {
    private static final Set<LogDriver> LOG_DRIVERS =
            Set.of(LogDriver.AWSLOGS, LogDriver.SPLUNK, LogDriver.AWSFIRELENS);
    private static final int MIN_TIMEOUT_SECONDS = 2;
    private static final int MAX_TIMEOUT_SECONDS = 120;
    private static final int MIN_STORAGE_GIB = 21;
    private static final int MAX_STORAGE_GIB = 200;
    private static final int WINDOWS_MIN_CPU = 1_024;
    private static final String ADDABLE_CAPABILITY = "SYS_PTRACE";

    private FargateRules() {}

    static boolean fits(RegisterTaskDefinitionRequest spec) {
        try {
            check(spec);
            return true;
        } catch (Fault unfit) {
            return false;
        }
    }

    static void check(RegisterTaskDefinitionRequest spec) {
        if (spec.networkMode() != NetworkMode.AWSVPC) {
            throw EcsFaults.client("Fargate only supports network mode ‘awsvpc’.");
        }
        size(spec);
        refuse(!spec.placementConstraintsOrEmpty().isEmpty(), "constraints");
        refuse(spec.ipcMode() != null, "ipcMode");
        if (spec.pidMode() == PidMode.HOST) {
            throw EcsFaults.client(
                    "Tasks using the Fargate launch type do not support pidMode 'host'. The supported value"
                            + " for pidMode is 'task'.");
        }
        storage(spec);
        for (var volume : spec.volumesOrEmpty()) {
            refuse(volume.dockerVolumeConfiguration() != null, "dockerVolumeConfiguration");
            refuse(volume.host() != null && volume.host().sourcePath() != null, "sourcePath");
        }
        spec.containerDefinitionsOrEmpty().forEach(container -> container(spec, container));
    }

    private static void size(RegisterTaskDefinitionRequest spec) {
        var size = TaskSize.parse(spec.cpu(), spec.memory());
        var cpu = size.cpu()
                .orElseThrow(() -> EcsFaults.client("Fargate requires that 'cpu' be defined at the task level."));
        var memory = size.memoryMiB()
                .orElseThrow(() -> EcsFaults.client("Fargate requires that 'memory' be defined at the task level."));
        if (!FargateSizes.has(cpu, memory) || (windows(spec.runtimePlatform()) && cpu < WINDOWS_MIN_CPU)) {
            throw EcsFaults.client("No Fargate configuration exists for given values: " + cpu + " CPU, " + memory
                    + " memory. See the Amazon ECS documentation for the valid values.");
        }
    }

    private static boolean windows(@Nullable RuntimePlatform platform) {
        return platform != null && platform.operatingSystemFamilyOr(OSFamily.LINUX) != OSFamily.LINUX;
    }

    private static void storage(RegisterTaskDefinitionRequest spec) {
        var storage = spec.ephemeralStorage();
        if (storage == null) {
            return;
        }
        var size = storage.sizeInGiBOr(0);
        if (size < MIN_STORAGE_GIB) {
            throw EcsFaults.client("EphemeralStorage size should be at least " + MIN_STORAGE_GIB + ".");
        }
        if (size > MAX_STORAGE_GIB) {
            throw EcsFaults.client("EphemeralStorage size should be at most " + MAX_STORAGE_GIB + ".");
        }
    }

    private static void container(RegisterTaskDefinitionRequest spec, ContainerDefinition container) {
        refuse(!container.dockerSecurityOptionsOrEmpty().isEmpty(), "dockerSecurityOptions");
        if (container.privilegedOr(false)) {
            throw EcsFaults.client("Fargate requires that the 'privileged' setting be 'false' for container '"
                    + container.nameOr("") + "'.");
        }
        if (container.resourceRequirementsOrEmpty().stream().anyMatch(r -> r.type() == ResourceType.GPU)) {
            throw EcsFaults.client("Tasks using the Fargate launch type do not support GPU resource requirements.");
        }
        var router = container.firelensConfiguration();
        if (router != null && "s3".equals(router.optionsOrEmpty().get("config-file-type"))) {
            throw EcsFaults.client("Fargate launch type does not support FirelensConfiguration config file from 's3'.");
        }
        timeout("startTimeout", container.startTimeout());
        timeout("stopTimeout", container.stopTimeout());
        if (container.linuxParameters() != null) {
            linux(container.linuxParameters());
        }
        if (RequiredAttributes.isEcr(container)) {
            executionRole(spec, "ECR images");
        }
        logs(spec, container);
        if (!container.environmentFilesOrEmpty().isEmpty()) {
            executionRole(spec, "environmentFiles");
        }
        if (container.repositoryCredentials() != null) {
            executionRole(spec, "repositoryCredentials");
        }
    }

    private static void linux(LinuxParameters linux) {
        refuse(!linux.devicesOrEmpty().isEmpty(), "devices");
        refuse(linux.sharedMemorySize() != null, "sharedMemorySize");
        refuse(!linux.tmpfsOrEmpty().isEmpty(), "tmpfs");
        refuse(linux.maxSwap() != null, "maxSwap");
        refuse(linux.swappiness() != null, "swappiness");
        var capabilities = linux.capabilities();
        if (capabilities != null) {
            capabilities.addOrEmpty().stream()
                    .filter(name -> !name.equals(ADDABLE_CAPABILITY))
                    .findFirst()
                    .ifPresent(name -> {
                        throw EcsFaults.client(name + " is not allowed on Fargate.");
                    });
        }
    }

    private static void logs(RegisterTaskDefinitionRequest spec, ContainerDefinition container) {
        var log = container.logConfiguration();
        if (log == null || log.logDriver() == null) {
            return;
        }
        if (!LOG_DRIVERS.contains(log.logDriver())) {
            throw EcsFaults.client(
                    "Fargate does not support log driver " + log.logDriver().value() + ".");
        }
        if (log.logDriver() == LogDriver.AWSLOGS) {
            if (!log.optionsOrEmpty().containsKey("awslogs-stream-prefix")) {
                throw EcsFaults.client(
                        "Fargate requires log configuration options to include awslogs-stream-prefix to support log driver awslogs.");
            }
            executionRole(spec, "log driver awslogs");
        }
    }

    private static void executionRole(RegisterTaskDefinitionRequest spec, String what) {
        if (spec.executionRoleArnOr("").isEmpty()) {
            throw EcsFaults.client(
                    "Fargate requires task definition to have execution role ARN to support " + what + ".");
        }
    }

    private static void timeout(String member, @Nullable Integer seconds) {
        if (seconds != null && (seconds < MIN_TIMEOUT_SECONDS || seconds > MAX_TIMEOUT_SECONDS)) {
            throw EcsFaults.client(
                    "Fargate compatible task definitions support a " + member + " between 2 and 120 seconds.");
        }
    }

    private static void refuse(boolean present, String member) {
        if (present) {
            throw EcsFaults.client("Fargate compatible task definitions do not support " + member);
        }
    }
}
