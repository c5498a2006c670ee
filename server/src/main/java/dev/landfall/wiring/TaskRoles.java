package dev.landfall.wiring;

import dev.landfall.ecs.TaskRoleNames;
import dev.landfall.ecs.task.Roles;
import dev.landfall.loop.Scheduler;
import dev.landfall.wire.Realm;

/** IAM says which roles tasks may have. */
public final class TaskRoles implements Roles {
    private final dev.landfall.iam.Roles roles;
    private final Scheduler scheduler;

    public TaskRoles(dev.landfall.iam.Roles roles, Scheduler scheduler) {
        this.roles = roles;
        this.scheduler = scheduler;
    }

    @Override
    public boolean tasksMayAssume(Realm realm, String roleArn) {
        return roleArn.startsWith("arn:aws:iam::" + realm.account() + ":role/")
                && roles.canAssume(roleArn, TaskRoleNames.SERVICE, scheduler.now())
                        instanceof dev.landfall.iam.Roles.Assumable.Yes;
    }
}
