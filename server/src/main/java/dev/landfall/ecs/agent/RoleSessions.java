package dev.landfall.ecs.agent;

import java.time.Instant;
import java.util.Optional;

/** What the agent needs of IAM: the credentials of a task's role, and what the role allows. */
public interface RoleSessions {
    /** Temporary credentials. Never logged. */
    record Session(String roleArn, String accessKeyId, String secretAccessKey, String sessionToken, Instant expiresAt) {
        @Override
        public String toString() {
            return "Session[" + roleArn + ", " + accessKeyId + "]";
        }
    }

    /** New credentials for a session of this name; empty when tasks may not, or no longer, take the role. */
    Optional<Session> open(String roleArn, String sessionName, Instant now);

    /** Whether the role's policies allow an action on a resource. */
    boolean allows(String roleArn, String action, String resource, Instant now);
}
