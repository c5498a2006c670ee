package dev.landfall.ecs.taskdefinition;

import dev.landfall.contract.ecs.Attribute;
import dev.landfall.contract.ecs.ContainerDefinition;
import dev.landfall.contract.ecs.FirelensConfiguration;
import dev.landfall.contract.ecs.LogConfiguration;
import dev.landfall.contract.ecs.LogDriver;
import dev.landfall.contract.ecs.NetworkMode;
import dev.landfall.contract.ecs.RegisterTaskDefinitionRequest;
import dev.landfall.contract.ecs.Secret;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The capabilities that a container instance must have for a task definition, by the agent's attribute names. Which version
 * of Docker's API a parameter needs is what AWS's RegisterTaskDefinition answers with for it.
 */
public final class RequiredAttributes {
    private static final String DOCKER = "com.amazonaws.ecs.capability.";
    private static final String ECS = "ecs.capability.";

    private final RegisterTaskDefinitionRequest spec;
    private final TreeSet<String> names = new TreeSet<>();

    private RequiredAttributes(RegisterTaskDefinitionRequest spec) {
        this.spec = spec;
    }

    public static List<Attribute> of(RegisterTaskDefinitionRequest spec) {
        var required = new RequiredAttributes(spec);
        required.task();
        spec.containerDefinitionsOrEmpty().forEach(required::container);
        return required.names.stream()
                .map(name -> Attribute.builder().name(name).build())
                .toList();
    }

    private void task() {
        if (spec.networkModeOr(NetworkMode.BRIDGE) == NetworkMode.AWSVPC) {
            names.add(ECS + "task-eni");
            api("1.18");
        }
        if (spec.taskRoleArn() != null) {
            names.add(DOCKER + "task-iam-role");
        }
        spec.volumesOrEmpty().stream()
                .flatMap(volume -> Optional.ofNullable(volume.dockerVolumeConfiguration()).stream())
                .forEach(volume -> names.add(ECS + "docker-plugin." + volume.driverOr("local")));
        if (spec.pidMode() != null || spec.ipcMode() != null) {
            names.add(ECS + "pid-ipc-namespace-sharing");
        }
        if (spec.volumesOrEmpty().stream().anyMatch(volume -> volume.efsVolumeConfiguration() != null)) {
            names.add(ECS + "efs");
            names.add(ECS + "efsAuth");
            api("1.25");
        }
        if (any(RequiredAttributes::isEcr)) {
            names.add(DOCKER + "ecr-auth");
            if (spec.executionRoleArn() != null) {
                names.add(ECS + "execution-role-ecr-pull");
            }
        }
    }

    private void container(ContainerDefinition container) {
        when(container.privilegedOr(false), DOCKER + "privileged-container");
        when(!container.dependsOnOrEmpty().isEmpty(), ECS + "container-ordering");
        when(container.repositoryCredentials() != null, ECS + "private-registry-authentication.secretsmanager");
        when(!container.environmentFilesOrEmpty().isEmpty(), ECS + "env-files.s3");
        if (container.healthCheck() != null) {
            names.add(ECS + "container-health-check");
            api("1.24");
        }
        if (container.memoryReservation() != null) {
            api("1.21");
        }
        if (container.ulimits() != null || container.dockerLabels() != null) {
            api("1.18");
        }
        if (container.linuxParameters() != null && container.linuxParameters().initProcessEnabledOr(false)) {
            api("1.25");
        }
        container.secretsOrEmpty().forEach(secret -> names.add(ECS + store(secret) + ".environment-variables"));
        if (container.firelensConfiguration() != null) {
            router(container.firelensConfiguration());
        }
        if (container.logConfiguration() != null) {
            log(container.logConfiguration());
        }
    }

    private void router(FirelensConfiguration router) {
        if (router.type() != null) {
            names.add(ECS + "firelens." + router.type().value());
        }
        var file = router.optionsOrEmpty().get("config-file-type");
        if (file != null) {
            names.add(ECS + "firelens.options.config." + file);
        }
    }

    private void log(LogConfiguration log) {
        if (log.logDriver() != null) {
            names.add(DOCKER + "logging-driver." + log.logDriver().value());
        }
        log.secretOptionsOrEmpty().forEach(secret -> names.add(ECS + store(secret) + ".bootstrap.log-driver"));
        if (log.logDriver() == LogDriver.AWSLOGS) {
            awslogs(log);
        }
    }

    private void awslogs(LogConfiguration log) {
        api("1.19");
        when(spec.executionRoleArn() != null, ECS + "execution-role-awslogs");
        var options = log.optionsOrEmpty();
        if (options.containsKey("mode") || options.containsKey("max-buffer-size")) {
            api("1.28");
        }
        if (options.containsKey("awslogs-create-group")) {
            api("1.29");
        }
    }

    private void when(boolean needed, String name) {
        if (needed) {
            names.add(name);
        }
    }

    private void api(String version) {
        names.add(DOCKER + "docker-remote-api." + version);
    }

    /** Secrets Manager's secrets have its ARNs, all others are Parameter Store's. */
    private static String store(Secret secret) {
        return secret.valueFromOr("").matches("arn:[^:]*:secretsmanager:.*") ? "secrets.asm" : "secrets.ssm";
    }

    static boolean isEcr(ContainerDefinition container) {
        return container.imageOr("").contains(".dkr.ecr.");
    }

    private boolean any(Predicate<ContainerDefinition> test) {
        return spec.containerDefinitionsOrEmpty().stream().anyMatch(test);
    }
}
