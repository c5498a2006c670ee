package dev.landfall.ecs.configuration;

import java.util.Map;
import java.util.Optional;

/**
 * What a container was given. Never logged.
 *
 * @param files variables out of environment files; the definition's own win over them
 * @param secrets variables out of Secrets Manager and Parameter Store
 * @param logOptions options of the log driver from there
 * @param login to the registry of its image
 * @param routerFile a log router's own configuration file
 */
public record ContainerConfiguration(
        Map<String, String> files,
        Map<String, String> secrets,
        Map<String, String> logOptions,
        Optional<Login> login,
        Optional<String> routerFile) {
    public static final ContainerConfiguration NONE =
            new ContainerConfiguration(Map.of(), Map.of(), Map.of(), Optional.empty(), Optional.empty());

    public ContainerConfiguration {
        files = Map.copyOf(files);
        secrets = Map.copyOf(secrets);
        logOptions = Map.copyOf(logOptions);
    }

    /** The same with other variables out of secrets. */
    public ContainerConfiguration with(Map<String, String> others) {
        return new ContainerConfiguration(files, others, logOptions, login, routerFile);
    }

    boolean isEmpty() {
        return equals(NONE);
    }

    @Override
    public String toString() {
        return "ContainerConfiguration[" + files.keySet() + ", " + secrets.keySet() + "]";
    }

    /** A user and password; never logged. */
    public record Login(String user, String password) {
        @Override
        public String toString() {
            return "Login[user=" + user + "]";
        }
    }
}
