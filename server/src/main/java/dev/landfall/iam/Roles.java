package dev.landfall.iam;

import dev.landfall.store.Reader;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What services ask of roles: whether they may take one, what it allows, and its credentials. */
public interface Roles {
    /** Whether a service may assume a role. */
    sealed interface Assumable {
        record Yes() implements Assumable {}

        /** There is no such role, or it belongs to another account. */
        record Missing(String roleArn) implements Assumable {}

        /** The role's trust policy does not name the service. */
        record NotTrusted(String roleArn) implements Assumable {}
    }

    /** Temporary credentials of a role. Never logged. */
    record RoleCredentials(
            String roleArn, String accessKeyId, String secretAccessKey, String sessionToken, Instant expiresAt) {
        @Override
        public String toString() {
            return "RoleCredentials[" + roleArn + ", " + accessKeyId + "]";
        }
    }

    /** @param service such as {@code ecs-tasks.amazonaws.com} */
    Assumable canAssume(Reader reader, String roleArn, String service, Instant now);

    /** As {@link #canAssume(Reader, String, String, Instant)}, outside of any transaction. */
    Assumable canAssume(String roleArn, String service, Instant now);

    /**
     * Whether a role's policies allow an action on a resource; never, for a role that does not exist.
     *
     * @param action such as {@code ecr:GetAuthorizationToken}
     * @param resource its ARN, or {@code *}
     */
    boolean allows(String roleArn, String action, String resource, Instant now);

    /**
     * Why a role's policies do not allow an action in a session, in AWS's words; empty when they do.
     *
     * @param session its name, such as a task's id
     */
    Optional<String> refusal(String roleArn, String session, String action, String resource, Instant now);

    /**
     * New credentials of a role for a session; empty when there is no such role. Whether the service is trusted is asked
     * first, with {@link #canAssume}.
     *
     * @param sessionName for an ECS task, its id
     */
    Optional<RoleCredentials> credentialsFor(String roleArn, String sessionName, Duration lifetime, Instant now);
}
