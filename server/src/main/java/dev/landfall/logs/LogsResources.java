package dev.landfall.logs;

import dev.landfall.contract.Structure;
import dev.landfall.wire.Call;
import dev.landfall.wire.Members;
import dev.landfall.wire.ResourceNames;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A call is about a log group and one of its streams. As on AWS the ARN always has room for a stream, so that a policy on
 * {@code log-group:NAME:*} means a group and everything in it.
 */
public final class LogsResources implements ResourceNames {
    /** Those that touch no group. */
    static final Set<String> UNSCOPED = Set.of("TestMetricFilter");

    @Override
    public List<String> resourcesOf(String operation, Structure in, Call call) {
        if (UNSCOPED.contains(operation)) {
            return ANYTHING;
        }
        var group = group(in, call).orElse("");
        var stream = Members.text(in, "logStreamName").orElse("");
        return List.of(call.realm().arn("logs", "log-group:" + group + ":log-stream:" + stream));
    }

    private static Optional<String> group(Structure in, Call call) {
        var arn = Members.text(in, "resourceArn").map(given -> Groups.nameOf(call.realm(), given));
        return arn.or(() -> Members.text(in, "logGroupName"))
                .or(() -> Members.text(in, "logGroupIdentifier").map(id -> Groups.name(call.realm(), null, id)));
    }
}
