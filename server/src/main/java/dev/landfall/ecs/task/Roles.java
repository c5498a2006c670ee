package dev.landfall.ecs.task;

import dev.landfall.wire.Realm;

/** What the platform may do in the name of a task's roles. */
public interface Roles {
    /** Whether {@code ecs-tasks.amazonaws.com} may assume it: it exists in the account and its trust policy says so. */
    boolean tasksMayAssume(Realm realm, String roleArn);
}
