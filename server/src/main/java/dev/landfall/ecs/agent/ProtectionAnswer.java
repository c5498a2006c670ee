package dev.landfall.ecs.agent;

import dev.landfall.contract.ecs.Failure;
import dev.landfall.contract.ecs.ProtectedTask;
import dev.landfall.ecs.task.TaskProtection;
import dev.landfall.json.Json;
import java.util.Optional;

/** How the agent answers about protection. */
final class ProtectionAnswer {
    private ProtectionAnswer() {}

    static AgentAnswer of(TaskProtection.Told told) {
        var fields = new Fields();
        switch (told) {
            case TaskProtection.Told.Known(var task) -> fields.json("protection", protection(task));
            case TaskProtection.Told.Failed(var failure) -> fields.json("failure", failure(failure));
        }
        return AgentAnswer.ok(fields.json());
    }

    /** @param arn of the task; empty where it is not known */
    static AgentAnswer error(int status, String arn, String code, String message, Optional<String> requestId) {
        var error = new Fields();
        if (!arn.isEmpty()) {
            error.text("Arn", arn);
        }
        error.text("Code", code).text("Message", message);
        return AgentAnswer.json(
                status,
                new Fields().text("requestID", requestId).object("error", error).json());
    }

    private static Json protection(ProtectedTask task) {
        var expires = Optional.ofNullable(task.expirationDate());
        return new Fields()
                .json("ExpirationDate", orNull(expires.map(Object::toString)))
                .truth("ProtectionEnabled", task.protectionEnabledOr(false))
                .text("TaskArn", task.taskArnOr(""))
                .json();
    }

    private static Json failure(Failure failure) {
        return new Fields()
                .text("Arn", failure.arnOr(""))
                .json("Detail", orNull(Optional.ofNullable(failure.detail())))
                .text("Reason", failure.reasonOr(""))
                .json();
    }

    private static Json orNull(Optional<String> text) {
        return text.<Json>map(Json.Text::new).orElseGet(Json.Null::new);
    }
}
