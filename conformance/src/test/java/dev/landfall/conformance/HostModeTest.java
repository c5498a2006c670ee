package dev.landfall.conformance;

import static dev.landfall.conformance.Eventually.eventually;
import static dev.landfall.conformance.Told.members;
import static dev.landfall.conformance.Told.text;
import static dev.landfall.conformance.Workload.WAITS;
import static dev.landfall.conformance.Workload.shell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.EcsException;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.NetworkConfiguration;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.PidMode;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.sts.StsClient;

/** Code in a container on the host's own network finds its credentials and metadata at the loopback device, and no other's. */
@Tag("docker")
@Tag("slow")
final class HostModeTest {
    private static final String GUESSED = "00000000-0000-4000-8000-000000000000";

    private static DockerEngineOfTests engine;
    private static Server server;
    private static Workload workload;
    private static String role;

    @BeforeAll
    static void start() throws IOException {
        engine = DockerEngineOfTests.find();
        server = Server.start(Installation.on(engine.host()));
        workload = Workload.in(server.clients(), "hosted");
        role = Workload.makeRole(server.clients(), "hosted");
        Workload.allow(server.clients(), "hosted", "ecs:ListTasks");
        try (var own = new RawApi(server.installation().endpoint())) {
            own.registerInstance("hosted");
        }
    }

    @AfterEach
    void end() {
        workload.stopAll();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Test
    void tellsAContainerWhatTheAgentTellsOnTheHostsNetwork() throws Json.Malformed {
        var task = onHost("told", WAITS);
        var inside = Inside.of(engine, task, "main");

        var told = members(inside.get("$ECS_CONTAINER_METADATA_URI_V4"));
        assertThat(text(told, "DockerId")).isEqualTo(inside.id());
        assertThat(told.get("Networks").orElseThrow())
                .isEqualTo(Json.parse("[{\"NetworkMode\":\"host\",\"IPv4Addresses\":[\"\"]}]"));
        assertThat(told.values()).doesNotContainKey("Ports");
        assertThat(members(inside.get("$ECS_CONTAINER_METADATA_URI")).get("Networks"))
                .isEqualTo(told.get("Networks"));
        var whole = members(inside.get("$ECS_CONTAINER_METADATA_URI_V4/task"));
        assertThat(text(whole, "TaskARN")).isEqualTo(task.taskArn());
        assertThat(text(whole, "LaunchType")).isEqualTo("EC2");
        assertThat(whole.get("Containers").orElseThrow()).isEqualTo(new Json.Items(List.of(told)));

        var stats = members(inside.get("$ECS_CONTAINER_METADATA_URI_V4/stats"));
        assertThat(stats.values())
                .containsKeys("read", "cpu_stats", "memory_stats")
                .doesNotContainKey("networks");
        assertThat(text(stats, "id")).isEqualTo(inside.id());
        assertThat(members(inside.get("$ECS_CONTAINER_METADATA_URI_V4/task/stats"))
                        .values())
                .containsOnlyKeys(inside.id());
        assertThat(engine.attempt(
                                "",
                                "exec",
                                inside.id(),
                                "sh",
                                "-c",
                                "wget -S -O - $ECS_AGENT_URI/task-protection/v1/state")
                        .text())
                .contains("HTTP/1.1 400");
    }

    @Test
    void tellsItWhereAllThatIs() {
        var variables = Inside.of(engine, onHost("where", WAITS), "main").environment();
        assertThat(variables)
                .containsEntry("AWS_REGION", Clients.REGION)
                .containsEntry("AWS_DEFAULT_REGION", Clients.REGION)
                .containsEntry("AWS_EXECUTION_ENV", "AWS_ECS_EC2")
                .doesNotContainKey("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");
        for (var name : List.of(
                "ECS_CONTAINER_METADATA_URI",
                "ECS_CONTAINER_METADATA_URI_V4",
                "ECS_AGENT_URI",
                "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                "AWS_ENDPOINT_URL")) {
            assertThat(variables.get(name)).as(name).startsWith("http://127.0.0.1:2");
        }
        var plain = workload.running(hosted("plain", request -> {}, WAITS));
        assertThat(Inside.of(engine, plain, "main").environment())
                .containsKey("ECS_CONTAINER_METADATA_URI_V4")
                .doesNotContainKey("AWS_CONTAINER_CREDENTIALS_FULL_URI");
    }

    @Test
    void givesItsRolesCredentialsWhichTheApisThereTakeAndNoOthers() throws Json.Malformed {
        var task = onHost("role", WAITS);
        var inside = Inside.of(engine, task, "main");
        var given = members(inside.get("$AWS_CONTAINER_CREDENTIALS_FULL_URI"));
        assertThat(given.values().keySet())
                .containsExactly("RoleArn", "AccessKeyId", "SecretAccessKey", "Token", "Expiration");
        assertThat(text(given, "RoleArn")).isEqualTo(role);

        var endpoint = URI.create(inside.environment().get("AWS_ENDPOINT_URL"));
        try (var sdk = sdk(endpoint, given);
                var ecs = sdk.client(EcsClient.builder());
                var sts = sdk.client(StsClient.builder())) {
            assertThat(ecs.listTasks(request -> request.cluster("hosted")).taskArns())
                    .contains(task.taskArn());
            assertThat(sts.getCallerIdentity().arn())
                    .isEqualTo("arn:aws:sts::" + Clients.ACCOUNT + ":assumed-role/hosted/" + id(task));
            assertThatThrownBy(() -> ecs.deleteCluster(request -> request.cluster("hosted")))
                    .isInstanceOfSatisfying(
                            EcsException.class,
                            denied -> assertThat(denied.awsErrorDetails().errorCode())
                                    .isEqualTo("AccessDeniedException"));
        }
        // What the operator's own port takes for root's is worth nothing here.
        try (var sdk = Sdk.of(endpoint, Clients.ACCOUNT, "secret");
                var ecs = sdk.client(EcsClient.builder())) {
            assertThatThrownBy(ecs::listClusters)
                    .isInstanceOfSatisfying(
                            EcsException.class,
                            unknown -> assertThat(unknown.awsErrorDetails().errorCode())
                                    .isEqualTo("UnrecognizedClientException"));
        }
    }

    @Test
    void tellsNobodyWhoKnowsNoIdOfATaskOnTheHostsNetwork() throws IOException {
        var task = onHost("thief", WAITS);
        var inside = Inside.of(engine, task, "main");
        var own = inside.environment();
        var port = URI.create(own.get("ECS_AGENT_URI")).getPort();
        var credentials = path(own, "AWS_CONTAINER_CREDENTIALS_FULL_URI");
        var secret = credentials.substring(credentials.lastIndexOf('/') + 1);

        for (var victim : List.of(withInterface(), onBridge())) {
            var theirs = Inside.of(engine, victim, "main").environment();
            var stolen = theirs.get("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");
            assertThat(at(inside, port, stolen)).startsWith("HTTP/1.1 400 ").contains("InvalidIdInRequest");
            var metadata = path(theirs, "ECS_CONTAINER_METADATA_URI_V4");
            for (var rest : List.of("", "/task", "/stats", "/task/stats", "/taskWithTags")) {
                assertThat(at(inside, port, metadata + rest))
                        .startsWith("HTTP/1.1 404 ")
                        .doesNotContain("RUNNING", victim.taskArn());
            }
            // Nor does it help to know how the ids of this network are made.
            assertThat(at(inside, port, "/v2/credentials/" + id(victim) + stolen.replace("/v2/credentials/", "-")))
                    .startsWith("HTTP/1.1 400 ");
        }
        assertThat(at(inside, port, "/v2/credentials/" + GUESSED))
                .endsWith(
                        "{\"code\":\"InvalidIdInRequest\",\"message\":\"CredentialsV2Request: Credentials not found\","
                                + "\"HTTPErrorCode\":400}");
        assertThat(at(inside, port, "/v2/credentials/" + id(task) + "-" + GUESSED))
                .startsWith("HTTP/1.1 400 ");
        assertThat(at(inside, port, "/v4/" + id(task) + "-" + GUESSED + "/task"))
                .startsWith("HTTP/1.1 404 ");
        for (var byAddress : List.of("/v2/metadata", "/v2/stats", "/v2/metadata/" + inside.id())) {
            assertThat(at(inside, port, byAddress)).startsWith("HTTP/1.1 400 ").doesNotContain(task.taskArn());
        }
        var misled = inside.raw("127.0.0.1", port, "evil.example:" + port, credentials);
        assertThat(misled).startsWith("HTTP/1.1 421 ").doesNotContain("AccessKeyId");
        var api = URI.create(own.get("AWS_ENDPOINT_URL")).getPort();
        assertThat(inside.raw("127.0.0.1", api, "evil.example", "/")).startsWith("HTTP/1.1 421 ");

        var log = server.installation().data().resolve("security.log");
        eventually("the record", () -> read(log), said -> said.contains("evil.example\""));
        assertThat(Files.readString(log))
                .contains(
                        "\"event\":\"CREDENTIALS_ID_REFUSED\",\"source\":\"127.0.0.1\"",
                        "\"event\":\"METADATA_ID_REFUSED\",\"source\":\"127.0.0.1\"",
                        "\"event\":\"STRANGER_REFUSED\",\"source\":\"127.0.0.1\"",
                        "\"event\":\"FOREIGN_NAME_REFUSED\",\"source\":\"127.0.0.1\"")
                .doesNotContain(secret, secret.substring(33));
        // All the while it is told what is its own.
        assertThat(at(inside, port, credentials)).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void forgetsAnIdWithItsTask() {
        var task = onHost("over", WAITS);
        var own = Inside.of(engine, task, "main").environment();
        var port = URI.create(own.get("ECS_AGENT_URI")).getPort();
        var other = Inside.of(engine, onHost("other", WAITS), "main");
        var credentials = path(own, "AWS_CONTAINER_CREDENTIALS_FULL_URI");
        assertThat(at(other, port, credentials)).startsWith("HTTP/1.1 200 "); // an id is a secret: who has it has all
        workload.stop(task, "over");
        workload.stopped(task);
        assertThat(at(other, port, credentials)).startsWith("HTTP/1.1 400 ").contains("InvalidIdInRequest");
    }

    @Test
    void tellsNothingToAContainerWithoutANetwork() {
        var task = workload.running(workload.run(
                register("none", request -> request.networkMode(NetworkMode.NONE), WAITS), HostModeTest::onInstance));
        assertThat(Inside.of(engine, task, "main").environment().keySet())
                .contains("AWS_REGION")
                .noneMatch(name -> name.startsWith("ECS_")
                        || name.startsWith("AWS_CONTAINER_")
                        || name.startsWith("AWS_ENDPOINT"));
    }

    @Test
    void tellsAContainerAmongTheHostsProcessesAsMuch() throws Json.Malformed {
        var task = workload.running(hosted("processes", request -> request.pidMode(PidMode.HOST), WAITS));
        assertThat(text(members(Inside.of(engine, task, "main").get("$ECS_CONTAINER_METADATA_URI_V4/task")), "TaskARN"))
                .isEqualTo(task.taskArn());
    }

    private static Task onHost(String family, String script) {
        return workload.running(hosted(family, request -> request.taskRoleArn(role), script));
    }

    private static Task hosted(String family, Consumer<RegisterTaskDefinitionRequest.Builder> more, String script) {
        var definition = register(family, request -> more.accept(request.networkMode(NetworkMode.HOST)), script);
        return workload.run(definition, HostModeTest::onInstance);
    }

    private static String register(String family, Consumer<RegisterTaskDefinitionRequest.Builder> more, String script) {
        return workload.register(
                family,
                request -> more.accept(request.requiresCompatibilities(Compatibility.EC2)
                        .cpu(null)
                        .memory(null)),
                shell("main", script).memory(32));
    }

    private static void onInstance(RunTaskRequest.Builder request) {
        request.launchType(LaunchType.EC2).networkConfiguration((NetworkConfiguration) null);
    }

    private static Task withInterface() {
        return workload.running(workload.run(
                workload.register("vpc", shell("main", WAITS)),
                request -> request.overrides(overrides -> overrides.taskRoleArn(role))));
    }

    private static Task onBridge() {
        return workload.running(workload.run(
                register(
                        "bridge",
                        request -> request.networkMode(NetworkMode.BRIDGE).taskRoleArn(role),
                        WAITS),
                HostModeTest::onInstance));
    }

    private static String at(Inside inside, int port, String path) {
        return inside.raw("127.0.0.1", port, "127.0.0.1:" + port, path);
    }

    private static String path(Map<String, String> variables, String name) {
        return URI.create(variables.get(name)).getPath();
    }

    private static Sdk sdk(URI endpoint, Json.Members credentials) {
        return Sdk.of(
                endpoint,
                text(credentials, "AccessKeyId"),
                text(credentials, "SecretAccessKey"),
                text(credentials, "Token"));
    }

    private static String id(Task task) {
        return task.taskArn().substring(task.taskArn().lastIndexOf('/') + 1);
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
