package dev.landfall.ecs;

import dev.landfall.wire.Call;
import dev.landfall.wire.auth.Authorizer;
import dev.landfall.wire.auth.Denied;
import java.util.List;
import java.util.Map;

/**
 * Whoever has tasks run with a role must be allowed to hand it to them: {@code iam:PassRole}. Without that, a caller who may
 * run tasks would have every role that trusts them.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html">the IAM guide</a>
 */
public record RolePassing(Authorizer authorizer) {
    private static final String ACTION = "iam:PassRole";
    private static final Map<String, List<String>> TO_TASKS =
            Map.of("iam:PassedToService", List.of(TaskRoleNames.SERVICE));

    /** Whether anybody is ever refused: where not, nobody needs to look up which roles are meant. */
    public boolean decides() {
        return authorizer.decides();
    }

    /** @throws Denied in AWS's words */
    public void require(Call call, List<String> roleArns) {
        if (!decides()) {
            return;
        }
        var own = "arn:aws:iam::" + call.realm().account() + ":";
        for (var arn : roleArns) {
            if (!arn.startsWith(own)) {
                throw new Denied("Cross-account pass role is not allowed.");
            }
            authorizer.authorize(call.principal(), ACTION, List.of(arn), TO_TASKS);
        }
    }
}
