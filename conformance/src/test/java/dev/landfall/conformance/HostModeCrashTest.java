package dev.landfall.conformance;

import static dev.landfall.conformance.Eventually.eventually;
import static dev.landfall.conformance.Told.text;
import static dev.landfall.conformance.Workload.WAITS;
import static dev.landfall.conformance.Workload.shell;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.Settings;
import dev.landfall.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.NetworkConfiguration;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.Task;

/** What a container on the host's network was told when it started holds, whatever becomes of the server meanwhile. */
@Tag("docker")
@Tag("slow")
final class HostModeCrashTest {
    private static final String CREDENTIALS = "$AWS_CONTAINER_CREDENTIALS_FULL_URI";

    /** Where the kernel's tables are left alone, too: none is needed. */
    @Test
    void servesTheSameContainerAtTheSamePortsAfterTheServerWasKilled() throws Exception {
        var engine = DockerEngineOfTests.find();
        var installation = Installation.on(engine.host(), Settings.Forwarding.PROCESS);
        try (var server = ServerProcess.start(installation);
                var clients = new Clients(installation.endpoint())) {
            var workload = furnished(installation, clients);
            var inside = Inside.of(engine, onHost(clients, workload), "main");
            var before = (Json.Members) Json.parse(inside.get(CREDENTIALS));

            server.kill();
            assertThat(answers(engine, inside)).isFalse();
            server.startAgain();

            assertThat(answers(engine, inside)).isTrue(); // from the moment at which the server itself does
            assertThat(inside.get("$ECS_CONTAINER_METADATA_URI_V4/task")).contains("\"KnownStatus\":\"RUNNING\"");
            try (var sdk = Sdk.of(
                            URI.create(inside.environment().get("AWS_ENDPOINT_URL")),
                            text(before, "AccessKeyId"),
                            text(before, "SecretAccessKey"),
                            text(before, "Token"));
                    var ecs = sdk.client(EcsClient.builder())) {
                assertThat(ecs.listTasks(request -> request.cluster("kept")).taskArns())
                        .hasSize(1);
            }
            workload.stopAll();
        }
    }

    @Test
    void tellsNewContainersAnotherPortWhileSomethingElseHasTheFirst() throws Exception {
        var engine = DockerEngineOfTests.find();
        var installation = Installation.on(engine.host());
        try (var server = ServerProcess.start(installation);
                var clients = new Clients(installation.endpoint())) {
            var workload = furnished(installation, clients);
            var older = Inside.of(engine, onHost(clients, workload), "main");
            var first = port(older);

            server.kill();
            try (var other = new ServerSocket(first, 1, InetAddress.ofLiteral("127.0.0.1"))) {
                server.startAgain();
                var newer = Inside.of(engine, onHost(clients, workload), "main");
                assertThat(port(newer)).isNotEqualTo(other.getLocalPort());
                assertThat(answers(engine, newer)).isTrue();
                assertThat(server.said()).contains("Another program has port " + first + " of 127.0.0.1");
            }
            eventually("an answer at the first port", () -> answers(engine, older));
            eventually("word of it", () -> says(server, "Port " + first + " of 127.0.0.1 is free again"));
            workload.stopAll();
        }
    }

    private static boolean says(ServerProcess server, String words) {
        try {
            return server.said().contains(words);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Workload furnished(Installation installation, Clients clients) throws IOException {
        var workload = Workload.in(clients, "kept");
        Workload.makeRole(clients, "kept");
        Workload.allow(clients, "kept", "ecs:ListTasks");
        try (var own = new RawApi(installation.endpoint())) {
            own.registerInstance("kept");
        }
        return workload;
    }

    /** A server that has just come back tells of its instance as one whose agent is not connected yet. */
    private static Task onHost(Clients clients, Workload workload) {
        var definition = workload.register(
                "kept",
                request -> request.networkMode(NetworkMode.HOST)
                        .requiresCompatibilities(Compatibility.EC2)
                        .cpu(null)
                        .memory(null)
                        .taskRoleArn("arn:aws:iam::" + Clients.ACCOUNT + ":role/kept"),
                shell("main", WAITS).memory(32));
        var request = workload.request(definition)
                .launchType(LaunchType.EC2)
                .networkConfiguration((NetworkConfiguration) null)
                .build();
        return workload.running(
                eventually("a place", () -> clients.ecs().runTask(request).tasks(), tasks -> !tasks.isEmpty())
                        .getFirst());
    }

    private static boolean answers(DockerEngineOfTests engine, Inside inside) {
        return engine.attempt("", "exec", inside.id(), "sh", "-c", "wget -q -O - " + CREDENTIALS)
                        .status()
                == 0;
    }

    private static int port(Inside inside) {
        return URI.create(inside.environment().get("ECS_AGENT_URI")).getPort();
    }
}
