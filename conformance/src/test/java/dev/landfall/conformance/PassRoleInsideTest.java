package dev.landfall.conformance;

import static dev.landfall.conformance.Told.text;
import static dev.landfall.conformance.Workload.WAITS;
import static dev.landfall.conformance.Workload.shell;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.json.Json;
import dev.landfall.wire.auth.Signer;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Code in a container gains no role beside its own, wherever tasks may be run with its credentials. */
@Tag("docker")
final class PassRoleInsideTest {
    private static final URI DOOR = URI.create("http://169.254.170.2:4566/");

    @Test
    void aTaskThatMayRunTasksGetsNoOtherRoleThroughThem() throws IOException, Json.Malformed {
        var engine = DockerEngineOfTests.find();
        try (var server = Server.start(Installation.on(engine.host()))) {
            var workload = Workload.in(server.clients(), "passing");
            var own = Workload.makeRole(server.clients(), "runner");
            var mighty = Workload.makeRole(server.clients(), "mighty");
            Workload.allow(server.clients(), "mighty", "*");
            Workload.allow(server.clients(), "runner", "ecs:*");
            var definition = workload.register("passing", shell("main", WAITS));
            // The operator's own port is open: its callers are root and pass what they like.
            var task =
                    workload.running(workload.run(definition, request -> request.overrides(o -> o.taskRoleArn(own))));
            var inside = Inside.of(engine, task, "main");

            var session = "arn:aws:sts::" + Clients.ACCOUNT + ":assumed-role/runner/"
                    + task.taskArn().substring(task.taskArn().lastIndexOf('/') + 1);
            assertThat(call(inside, "RunTask", run(workload, server, definition, mighty)))
                    .startsWith("HTTP/1.1 400 ")
                    .contains("AccessDeniedException")
                    .contains(
                            "User: " + session + " is not authorized to perform: iam:PassRole on resource: " + mighty);
            assertThat(call(inside, "RegisterTaskDefinition", definitionWith(mighty)))
                    .startsWith("HTTP/1.1 400 ")
                    .contains("iam:PassRole on resource: " + mighty);

            server.clients()
                    .iam()
                    .putRolePolicy(request ->
                            request.roleName("runner").policyName("pass").policyDocument("""
                            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:PassRole",
                             "Resource":["%s","arn:aws:iam::*:role/ecsTaskExecutionRole"],
                             "Condition":{"StringEquals":{"iam:PassedToService":"ecs-tasks.amazonaws.com"}}}]}""".formatted(own)));
            assertThat(call(inside, "RunTask", run(workload, server, definition, own)))
                    .startsWith("HTTP/1.1 200 ")
                    .contains("\"failures\":[]", own);
            assertThat(call(inside, "RunTask", run(workload, server, definition, mighty)))
                    .startsWith("HTTP/1.1 400 ");
            workload.stopAll();
        }
    }

    private static String run(Workload workload, Server server, String definition, String role) {
        return "{\"cluster\":\"" + workload.cluster() + "\",\"taskDefinition\":\"" + definition
                + "\",\"launchType\":\"FARGATE\",\"overrides\":{\"taskRoleArn\":\"" + role
                + "\"},\"networkConfiguration\":{\"awsvpcConfiguration\":{\"subnets\":[\""
                + server.clients().subnet() + "\"]}}}";
    }

    private static String definitionWith(String role) {
        return "{\"family\":\"mine\",\"taskRoleArn\":\"" + role
                + "\",\"containerDefinitions\":[{\"name\":\"main\",\"image\":\"busybox\",\"memory\":64}]}";
    }

    /** The task's own credentials sign; the container itself sends. */
    private static String call(Inside inside, String operation, String json) throws Json.Malformed {
        var given =
                (Json.Members) Json.parse(inside.get("http://169.254.170.2$AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"));
        var body = json.getBytes(UTF_8);
        var headers = new Signer(text(given, "AccessKeyId"), text(given, "SecretAccessKey"), Clients.REGION, "ecs")
                .sign(
                        "POST",
                        DOOR,
                        Map.of(
                                "Content-Type",
                                "application/x-amz-json-1.1",
                                "X-Amz-Target",
                                "AmazonEC2ContainerServiceV20141113." + operation,
                                "X-Amz-Security-Token",
                                text(given, "Token")),
                        body,
                        Instant.now());
        var request = new StringBuilder("POST / HTTP/1.1\r\nHost: 169.254.170.2:4566\r\nConnection: close\r\n");
        headers.forEach(
                (name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
        request.append("Content-Length: ")
                .append(body.length)
                .append("\r\n\r\n")
                .append(json);
        var encoded = Base64.getEncoder().encodeToString(request.toString().getBytes(UTF_8));
        return inside.run("echo " + encoded + " | base64 -d | nc 169.254.170.2 4566");
    }
}
