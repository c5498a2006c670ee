package dev.landfall.ecs.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.landfall.contract.Fault;
import dev.landfall.ecs.task.Task;
import dev.landfall.ecs.task.TaskProtection;
import dev.landfall.wire.http.HttpRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** {@code $ECS_AGENT_URI/task-protection/v1/state}: the agent asks ECS in the name of the task's role. */
record ProtectionEndpoint(RoleSessions roles, TaskProtection protection) {
    private static final int MAX_BODY_BYTES = 4 * 1024; // two members
    private static final String DENIED = "AccessDeniedException";
    private static final String INVALID = "InvalidParameterException";

    AgentAnswer answer(HttpRequest request, Task task, Instant now) throws IOException {
        return switch (request.method()) {
            case "GET" ->
                refusal(request, task, "ecs:GetTaskProtection", now)
                        .orElseGet(() -> ProtectionAnswer.of(protection.of(task.realm(), task.cluster(), task.arn())));
            case "PUT" -> put(request, task, now);
            default -> AgentAnswer.WRONG_METHOD;
        };
    }

    static AgentAnswer unknown() {
        return ProtectionAnswer.error(
                404, "", "ResourceNotFoundException", "Failed to find a task for the request", Optional.empty());
    }

    private AgentAnswer put(HttpRequest request, Task task, Instant now) throws IOException {
        var wish = ProtectionRequest.parse(new String(request.body().readNBytes(MAX_BODY_BYTES), UTF_8));
        if (wish.isEmpty()) {
            var text = "UpdateTaskProtection: failed to decode request";
            return ProtectionAnswer.error(400, "", INVALID, text, Optional.empty());
        }
        if (wish.get().enabled().isEmpty()) {
            var text = "Invalid request: does not contain 'ProtectionEnabled' field";
            return ProtectionAnswer.error(400, task.arn(), INVALID, text, Optional.empty());
        }
        return refusal(request, task, "ecs:UpdateTaskProtection", now)
                .orElseGet(() -> update(request, task, wish.get()));
    }

    private AgentAnswer update(HttpRequest request, Task task, ProtectionRequest wish) {
        try {
            var enabled = wish.enabled().orElse(false);
            return ProtectionAnswer.of(
                    protection.update(task.realm(), task.cluster(), task.arn(), enabled, wish.expiresInMinutes()));
        } catch (Fault fault) {
            var type = fault.type();
            return ProtectionAnswer.error(
                    type.httpStatus(), task.arn(), type.name(), fault.message(), Optional.of(request.id()));
        }
    }

    /** Empty when the task's role may do it. */
    private Optional<AgentAnswer> refusal(HttpRequest request, Task task, String action, Instant now) {
        var role = task.spec().taskRoleArn();
        if (role.isEmpty()) {
            var text = "Invalid Request: no task IAM role credentials available for task";
            return Optional.of(ProtectionAnswer.error(403, task.arn(), DENIED, text, Optional.empty()));
        }
        if (roles.allows(role.get(), action, task.arn(), now)) {
            return Optional.empty();
        }
        var text = "User: " + session(role.get(), task) + " is not authorized to perform: " + action + " on resource: "
                + task.arn() + " because no identity-based policy allows the " + action + " action";
        return Optional.of(ProtectionAnswer.error(400, task.arn(), DENIED, text, Optional.of(request.id())));
    }

    private static String session(String roleArn, Task task) {
        var name = roleArn.substring(roleArn.lastIndexOf('/') + 1);
        return "arn:aws:sts::" + task.realm().account() + ":assumed-role/" + name + "/" + task.id();
    }
}
