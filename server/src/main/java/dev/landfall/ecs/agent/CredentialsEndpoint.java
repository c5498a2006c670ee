package dev.landfall.ecs.agent;

import dev.landfall.ecs.agent.RoleSessions.Session;
import java.time.Instant;

/** {@code /v2/credentials/<id>}: the credentials of the task's role, in the agent's words. */
record CredentialsEndpoint(TaskCredentials credentials) {
    private static final String PREFIX = "CredentialsV2Request: ";

    /** Of the task that asks, under its own id. */
    AgentAnswer answer(Asker asker, Instant now) {
        return credentials
                .of(asker.task(), now)
                .map(CredentialsEndpoint::told)
                .orElseGet(() -> error(503, "CredentialsUninitialized", "Credentials uninitialized for ID"));
    }

    static AgentAnswer withoutId() {
        return error(400, "NoIdInRequest", "No Credential ID in the request");
    }

    static AgentAnswer unknownId() {
        return error(400, "InvalidIdInRequest", "Credentials not found");
    }

    private static AgentAnswer told(Session session) {
        return AgentAnswer.ok(new Fields()
                .text("RoleArn", session.roleArn())
                .text("AccessKeyId", session.accessKeyId())
                .text("SecretAccessKey", session.secretAccessKey())
                .text("Token", session.sessionToken())
                .text("Expiration", session.expiresAt().toString())
                .json());
    }

    private static AgentAnswer error(int status, String code, String message) {
        return AgentAnswer.json(
                status,
                new Fields()
                        .text("code", code)
                        .text("message", PREFIX + message)
                        .number("HTTPErrorCode", status)
                        .json());
    }
}
