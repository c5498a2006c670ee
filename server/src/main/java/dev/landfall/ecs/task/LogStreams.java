package dev.landfall.ecs.task;

import dev.landfall.ecs.configuration.ExecutionRole;
import dev.landfall.ecs.configuration.Permissions;
import dev.landfall.ecs.configuration.Refused;
import java.util.HashMap;

/** Opens log streams in the name of execution roles, as Fargate does. */
final class LogStreams {
    private static final String CREATE_GROUP = "awslogs-create-group";

    private final Permissions permissions;
    private final LogDelivery logs;

    LogStreams(Permissions permissions, LogDelivery logs) {
        this.permissions = permissions;
        this.logs = logs;
    }

    /** @throws LogDelivery.Unavailable when the group is missing, or the role may not write there */
    void open(LogDelivery.Target target, ExecutionRole role) {
        var stream = target.stream().orElse("");
        require(role, target, "CreateLogStream", "stream", stream);
        // Checked before, not found out line by line: on AWS a task without it runs, and its lines are lost.
        require(role, target, "PutLogEvents", "stream", stream);
        if (Boolean.parseBoolean(target.options().getOrDefault(CREATE_GROUP, "false"))) {
            openOrCreate(target, role);
        } else {
            logs.open(target);
        }
    }

    /** Only who makes the group needs to be allowed to. */
    private void openOrCreate(LogDelivery.Target target, ExecutionRole role) {
        var options = new HashMap<>(target.options());
        options.put(CREATE_GROUP, "false");
        try {
            logs.open(new LogDelivery.Target(
                    target.account(), target.region(), target.group(), target.stream(), target.launchedIn(), options));
        } catch (LogDelivery.Unavailable missing) {
            require(role, target, "CreateLogGroup", "group", "");
            logs.open(target);
        }
    }

    private void require(ExecutionRole role, LogDelivery.Target target, String action, String what, String stream) {
        var group = "arn:aws:logs:" + target.region() + ":" + target.account() + ":log-group:" + target.group();
        try {
            permissions.require(role, "logs:" + action, group + ":log-stream:" + stream);
        } catch (Refused refused) {
            throw new LogDelivery.Unavailable("failed to validate logger args: create stream has been retried 1 times:"
                    + " failed to create Cloudwatch log " + what + ": "
                    + refused.of("CloudWatch Logs: " + action) + " : exit status 1");
        }
    }
}
