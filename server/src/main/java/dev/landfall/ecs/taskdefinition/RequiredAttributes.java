package dev.landfall.ecs.taskdefinition;

import dev.landfall.contract.ecs.Attribute;
import dev.landfall.contract.ecs.ContainerDefinition;
import dev.landfall.contract.ecs.LogDriver;
import dev.landfall.contract.ecs.NetworkMode;
import dev.landfall.contract.ecs.RegisterTaskDefinitionRequest;
import dev.landfall.contract.ecs.Secret;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The capabilities that a container instance must have for a task definition, by the agent's attribute names. */
public final class RequiredAttributes {
    private static final String DOCKER = "com.amazonaws.ecs.capability.";
    private static final String ECS = "ecs.capability.";

    private RequiredAttributes() {}

    public static List<Attribute> of(RegisterTaskDefinitionRequest spec) {
        var names = new TreeSet<String>();
        names.add(DOCKER + "docker-remote-api.1.18");
        if (spec.networkModeOr(NetworkMode.BRIDGE) == NetworkMode.AWSVPC) {
            names.add(ECS + "task-eni");
        }
        if (spec.taskRoleArn() != null) {
            names.add(DOCKER + "task-iam-role");
        }
        var containers = spec.containerDefinitionsOrEmpty();
        var hasExecutionRole = spec.executionRoleArn() != null;
        if (any(containers, RequiredAttributes::isEcr)) {
            names.add(DOCKER + "ecr-auth");
            if (hasExecutionRole) {
                names.add(ECS + "execution-role-ecr-pull");
            }
        }
        for (var container : containers) {
            var log = container.logConfiguration();
            if (log == null || log.logDriver() == null) {
                continue;
            }
            names.add(DOCKER + "logging-driver." + log.logDriver().value());
            if (log.logDriver() == LogDriver.AWSLOGS) {
                names.add(DOCKER + "docker-remote-api.1.19");
                if (hasExecutionRole) {
                    names.add(ECS + "execution-role-awslogs");
                }
            }
        }
        if (any(containers, c -> c.privilegedOr(false))) {
            names.add(DOCKER + "privileged-container");
        }
        if (any(containers, c -> c.healthCheck() != null)) {
            names.add(ECS + "container-health-check");
        }
        if (any(containers, c -> !c.dependsOnOrEmpty().isEmpty())) {
            names.add(ECS + "container-ordering");
        }
        if (any(containers, c -> c.repositoryCredentials() != null)) {
            names.add(ECS + "private-registry-authentication.secretsmanager");
        }
        if (any(containers, c -> !c.environmentFilesOrEmpty().isEmpty())) {
            names.add(ECS + "env-files.s3");
        }
        if (spec.pidMode() != null || spec.ipcMode() != null) {
            names.add(ECS + "pid-ipc-namespace-sharing");
        }
        for (var container : containers) {
            var router = container.firelensConfiguration();
            if (router != null && router.type() != null) {
                names.add(ECS + "firelens." + router.type().value());
                Optional.ofNullable(router.optionsOrEmpty().get("config-file-type"))
                        .ifPresent(type -> names.add(ECS + "firelens.options.config." + type));
            }
            container.secretsOrEmpty().forEach(secret -> names.add(ECS + store(secret) + ".environment-variables"));
            if (container.logConfiguration() != null) {
                container
                        .logConfiguration()
                        .secretOptionsOrEmpty()
                        .forEach(secret -> names.add(ECS + store(secret) + ".bootstrap.log-driver"));
            }
        }
        return names.stream()
                .map(name -> Attribute.builder().name(name).build())
                .toList();
    }

    /** Secrets Manager's secrets have its ARNs, all others are Parameter Store's. */
    private static String store(Secret secret) {
        return secret.valueFromOr("").matches("arn:[^:]*:secretsmanager:.*") ? "secrets.asm" : "secrets.ssm";
    }

    static boolean isEcr(ContainerDefinition container) {
        return container.imageOr("").contains(".dkr.ecr.");
    }

    private static boolean any(List<ContainerDefinition> containers, Predicate<ContainerDefinition> test) {
        return containers.stream().anyMatch(test);
    }
}
