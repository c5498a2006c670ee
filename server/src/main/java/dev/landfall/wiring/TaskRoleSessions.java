package dev.landfall.wiring;

import dev.landfall.ecs.agent.RoleSessions;
import dev.landfall.iam.Roles;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Tasks' credentials are IAM's. */
public final class TaskRoleSessions implements RoleSessions {
    private static final String TASKS = "ecs-tasks.amazonaws.com";
    private static final Duration LIFETIME = Duration.ofHours(6); // AWS gives 1 to 6 hours

    private final Roles roles;

    public TaskRoleSessions(Roles roles) {
        this.roles = roles;
    }

    @Override
    public Optional<Session> open(String roleArn, String sessionName, Instant now) {
        if (!(roles.canAssume(roleArn, TASKS, now) instanceof Roles.Assumable.Yes)) {
            return Optional.empty();
        }
        return roles.credentialsFor(roleArn, sessionName, LIFETIME, now)
                .map(issued -> new Session(
                        issued.roleArn(),
                        issued.accessKeyId(),
                        issued.secretAccessKey(),
                        issued.sessionToken(),
                        issued.expiresAt()));
    }

    @Override
    public boolean allows(String roleArn, String action, String resource, Instant now) {
        return roles.allows(roleArn, action, resource, now);
    }
}
