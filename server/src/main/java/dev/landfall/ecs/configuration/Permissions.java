package dev.landfall.ecs.configuration;

/** What execution roles may do. */
public interface Permissions {
    /**
     * Asks IAM.
     *
     * @param action such as {@code secretsmanager:GetSecretValue}
     * @param resource its ARN, or {@code *}
     * @throws Refused in AWS's words, when its policies do not allow it
     */
    void require(ExecutionRole role, String action, String resource);
}
