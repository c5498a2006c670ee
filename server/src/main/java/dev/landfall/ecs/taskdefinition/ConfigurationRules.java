package dev.landfall.ecs.taskdefinition;

import dev.landfall.contract.ecs.ContainerDefinition;
import dev.landfall.contract.ecs.ContainerOverride;
import dev.landfall.contract.ecs.EnvironmentFile;
import dev.landfall.contract.ecs.EnvironmentFileType;
import dev.landfall.contract.ecs.KeyValuePair;
import dev.landfall.contract.ecs.RegisterTaskDefinitionRequest;
import dev.landfall.contract.ecs.Secret;
import dev.landfall.ecs.EcsFaults;
import dev.landfall.ecs.configuration.Malformed;
import dev.landfall.ecs.configuration.SecretReference;
import dev.landfall.wire.Realm;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What ECS wants of secrets, environment files and registry credentials. */
public final class ConfigurationRules {
    private static final int MAX_FILES = 10;

    /** References are read only to see whether they can be: any realm will do. */
    private static final Realm ANY = new Realm(Realm.DEFAULT_ACCOUNT, Realm.DEFAULT_REGION);

    private ConfigurationRules() {}

    static void check(RegisterTaskDefinitionRequest spec, ContainerDefinition container) {
        var secrets = container.secretsOrEmpty();
        var options = container.logConfiguration() == null
                ? List.<Secret>of()
                : container.logConfiguration().secretOptionsOrEmpty();
        if (!(secrets.isEmpty() && options.isEmpty())
                && spec.executionRoleArnOr("").isEmpty()) {
            throw EcsFaults.client(
                    "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'.");
        }
        secrets.forEach(ConfigurationRules::reference);
        options.forEach(ConfigurationRules::reference);
        unique(secrets, names(container.environmentOrEmpty()));
        files(container.environmentFilesOrEmpty());
        var credentials = container.repositoryCredentials();
        if (credentials != null && credentials.credentialsParameterOr("").isBlank()) {
            throw EcsFaults.client("repositoryCredentials.credentialsParameter should not be null or empty.");
        }
    }

    /** What a run adds must go with the definition's secrets. */
    public static void check(ContainerDefinition container, ContainerOverride override) {
        unique(container.secretsOrEmpty(), names(override.environmentOrEmpty()));
        files(override.environmentFilesOrEmpty());
    }

    private static Set<String> names(List<KeyValuePair> environment) {
        var names = new HashSet<String>();
        environment.forEach(pair -> names.add(pair.nameOr("")));
        return names;
    }

    private static void unique(List<Secret> secrets, Set<String> taken) {
        for (var secret : secrets) {
            if (!taken.add(secret.nameOr(""))) {
                throw EcsFaults.client("The secret name must be unique and not shared with any new or existing"
                        + " environment variables set on the container, such as '" + secret.nameOr("") + "'.");
            }
        }
    }

    private static void reference(Secret secret) {
        if (secret.nameOr("").isBlank()) {
            throw EcsFaults.client("Secret.name should not be null or empty.");
        }
        try {
            SecretReference.of(ANY, secret.valueFromOr(""));
        } catch (Malformed e) {
            throw EcsFaults.client(
                    secret.valueFromOr("").startsWith("arn:")
                            ? "The ARN specified for secret " + secret.nameOr("") + " is invalid: " + e.text()
                            : "The Systems Manager parameter name specified for secret " + secret.nameOr("")
                                    + " is invalid. The parameter name can be up to 2048 characters and include the"
                                    + " following letters and symbols: a-zA-Z0-9_.-/,");
        }
    }

    private static void files(List<EnvironmentFile> files) {
        if (files.size() > MAX_FILES) {
            throw EcsFaults.client(
                    "The maximum number of environment files was exceeded. Specify ten or less and try again.");
        }
        for (var file : files) {
            if (file.type() != EnvironmentFileType.S3) {
                throw EcsFaults.client("environmentFiles: the type of an environment file must be 's3'.");
            }
            if (!dev.landfall.ecs.configuration.EnvironmentFile.isPlace(file.valueOr(""))) {
                throw EcsFaults.client("environmentFiles: '" + file.valueOr("") + "' is not the ARN of an Amazon S3"
                        + " object with the file extension .env, such as arn:aws:s3:::bucket/name.env.");
            }
        }
    }
}
