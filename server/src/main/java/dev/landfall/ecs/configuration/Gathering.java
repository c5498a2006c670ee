package dev.landfall.ecs.configuration;

import dev.landfall.contract.ecs.ContainerDefinition;
import dev.landfall.contract.ecs.EnvironmentFile;
import dev.landfall.contract.ecs.FirelensConfiguration;
import dev.landfall.contract.ecs.RegisterTaskDefinitionRequest;
import dev.landfall.contract.ecs.RepositoryCredentials;
import dev.landfall.contract.ecs.Secret;
import dev.landfall.contract.ecs.TaskOverride;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Gets everything a task's containers are to be given, as it stands at this moment. */
public final class Gathering {
    private final ConfigurationPorts ports;

    public Gathering(ConfigurationPorts ports) {
        this.ports = ports;
    }

    /** Whether there is anything to get: most tasks need nothing. */
    public static boolean isNeeded(RegisterTaskDefinitionRequest spec, TaskOverride overrides) {
        return spec.containerDefinitionsOrEmpty().stream()
                .anyMatch(c -> c.repositoryCredentials() != null
                        || secrets(c).findAny().isPresent()
                        || routerFile(c).isPresent()
                        || !files(c, overrides).isEmpty());
    }

    /**
     * Reads it in the name of the execution role. Blocks.
     *
     * @throws Unavailable with the reason that stops the task
     */
    public TaskConfiguration of(
            RegisterTaskDefinitionRequest spec, TaskOverride overrides, ExecutionRole role, Wording wording) {
        var containers = spec.containerDefinitionsOrEmpty();
        if (role.arn().isEmpty()) {
            containers.forEach(container -> refuseWithoutRole(container, overrides));
        }
        var wanted = containers.stream()
                .flatMap(Gathering::secrets)
                .map(s -> s.valueFromOr(""))
                .distinct();
        var reader = new SecretReader(ports.secrets(), role, wording);
        var values = reader.values(wanted.toList());
        var files = new FileReader(ports.objects(), role, wording);
        var all = new LinkedHashMap<String, ContainerConfiguration>();
        for (var container : containers) {
            var given = new ContainerConfiguration(
                    files.variables(files(container, overrides).stream()
                            .map(f -> f.valueOr(""))
                            .toList()),
                    pick(container.secretsOrEmpty(), values),
                    pick(options(container), values),
                    credentials(container).map(reader::login),
                    routerFile(container).map(files::routerFile));
            if (!given.isEmpty()) {
                all.put(container.nameOr(""), given);
            }
        }
        return new TaskConfiguration(all);
    }

    /** The instance's own role does not serve for these. */
    private static void refuseWithoutRole(ContainerDefinition container, TaskOverride overrides) {
        if (container.repositoryCredentials() != null) {
            throw Unavailable.withoutRole("asm resource");
        }
        if (secrets(container).findAny().isPresent()) {
            throw Unavailable.withoutRole("ASM secret resource");
        }
        if (!files(container, overrides).isEmpty()) {
            throw Unavailable.withoutRole("environment file resource");
        }
        if (routerFile(container).isPresent()) {
            throw Unavailable.routerFile("unable to get execution role credentials");
        }
    }

    private static Stream<Secret> secrets(ContainerDefinition container) {
        return Stream.concat(container.secretsOrEmpty().stream(), options(container).stream());
    }

    private static List<Secret> options(ContainerDefinition container) {
        return container.logConfiguration() == null
                ? List.of()
                : container.logConfiguration().secretOptionsOrEmpty();
    }

    private static Optional<String> credentials(ContainerDefinition container) {
        return Optional.ofNullable(container.repositoryCredentials()).map(RepositoryCredentials::credentialsParameter);
    }

    /** The ARN of a log router's configuration in S3. */
    private static Optional<String> routerFile(ContainerDefinition container) {
        return Optional.ofNullable(container.firelensConfiguration())
                .map(FirelensConfiguration::optionsOrEmpty)
                .filter(options -> "s3".equals(options.get("config-file-type")))
                .map(options -> options.getOrDefault("config-file-value", ""));
    }

    /** A run's files take the place of the definition's. */
    private static List<EnvironmentFile> files(ContainerDefinition container, TaskOverride overrides) {
        return overrides.containerOverridesOrEmpty().stream()
                .filter(o -> container.nameOr("").equals(o.name()))
                .map(o -> o.environmentFilesOrEmpty())
                .filter(files -> !files.isEmpty())
                .findFirst()
                .orElseGet(container::environmentFilesOrEmpty);
    }

    private static Map<String, String> pick(List<Secret> secrets, Map<String, String> values) {
        var picked = new LinkedHashMap<String, String>();
        secrets.forEach(s -> picked.put(s.nameOr(""), values.getOrDefault(s.valueFromOr(""), "")));
        return picked;
    }
}
