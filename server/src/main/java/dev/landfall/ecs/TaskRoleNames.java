package dev.landfall.ecs;

import dev.landfall.wire.Realm;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The roles of tasks, which definitions and runs name by an ARN or by the name alone. */
public final class TaskRoleNames {
    /** Who takes them on behalf of tasks. */
    public static final String SERVICE = "ecs-tasks.amazonaws.com";

    private TaskRoleNames() {}

    /** The ARN; empty where no role is named. */
    public static Optional<String> arn(Realm realm, @Nullable String nameOrArn) {
        return Optional.ofNullable(nameOrArn)
                .filter(given -> !given.isEmpty())
                .map(given -> given.startsWith("arn:") ? given : "arn:aws:iam::" + realm.account() + ":role/" + given);
    }
}
