package dev.landfall.iam.policy;

import java.util.Optional;

/** Who wants to do something, as the Principal element of a policy names them. */
public sealed interface Caller {
    /** An AWS service, such as {@code ecs-tasks.amazonaws.com}. */
    record Service(String name) implements Caller {}

    /**
     * A user, a role session or an account's root.
     *
     * @param role the ARN of the role, where this is a session of one
     */
    record Identity(String account, String arn, Optional<String> role) implements Caller {}
}
