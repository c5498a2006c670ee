package dev.landfall.wiring;

import dev.landfall.ecs.configuration.ExecutionRole;
import dev.landfall.ecs.configuration.Permissions;
import dev.landfall.ecs.configuration.Refused;
import dev.landfall.iam.Roles;
import dev.landfall.loop.Scheduler;
import java.util.UUID;
import java.util.function.Supplier;

/** IAM says what execution roles may do, with and without {@code --auth enforce}. */
public final class TaskPermissions implements Permissions {
    private static final int BAD_REQUEST = 400;

    private final Roles roles;
    private final Scheduler scheduler;
    private final Supplier<UUID> ids;

    /** @param ids of the requests that are told of in refusals */
    public TaskPermissions(Roles roles, Scheduler scheduler, Supplier<UUID> ids) {
        this.roles = roles;
        this.scheduler = scheduler;
        this.ids = ids;
    }

    @Override
    public void require(ExecutionRole role, String action, String resource) {
        role.arn()
                .flatMap(arn -> roles.refusal(arn, role.session(), action, resource, scheduler.now()))
                .ifPresent(text -> {
                    throw Refused.unlisted(BAD_REQUEST, ids.get().toString(), "AccessDeniedException", text);
                });
    }
}
