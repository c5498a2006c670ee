package dev.landfall.conformance;

import static dev.landfall.conformance.Eventually.eventually;
import static dev.landfall.conformance.Told.members;
import static dev.landfall.conformance.Told.text;
import static dev.landfall.conformance.Told.time;
import static dev.landfall.conformance.Workload.WAITS;
import static dev.landfall.conformance.Workload.shell;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.NetworkConfiguration;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.Tag.Builder;
import software.amazon.awssdk.services.ecs.model.Task;

/** Code in a container finds at 169.254.170.2 what it finds on Fargate, of its own task and of no other. */
@Tag("docker")
@Tag("slow")
final class TaskEndpointTest {
    private static DockerEngineOfTests engine;
    private static Server server;
    private static Workload workload;
    private static String role;

    @BeforeAll
    static void start() throws IOException {
        engine = DockerEngineOfTests.find();
        server = Server.start(Installation.on(engine.host()));
        workload = Workload.in(server.clients(), "inside");
        role = Workload.makeRole(server.clients(), "inside");
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
    void tellsATaskAllThatTheAgentTellsOnFargate() throws Json.Malformed {
        var definition =
                workload.register("whole", shell("main", WAITS).portMappings(port -> port.containerPort(8080)));
        var task = workload.running(workload.run(
                definition,
                request -> request.tags((Builder tag) -> tag.key("team").value("a b"))));
        var inside = Inside.of(engine, task, "main");

        var told = members(inside.get("$ECS_CONTAINER_METADATA_URI_V4/taskWithTags"));
        assertThat(told.values().keySet())
                .containsExactly(
                        "Cluster",
                        "TaskARN",
                        "Family",
                        "Revision",
                        "DesiredStatus",
                        "KnownStatus",
                        "Limits",
                        "PullStartedAt",
                        "PullStoppedAt",
                        "AvailabilityZone",
                        "TaskTags",
                        "LaunchType",
                        "Containers",
                        "ClockDrift",
                        "FaultInjectionEnabled",
                        "AvailabilityZoneID");
        assertThat(text(told, "TaskARN")).isEqualTo(task.taskArn());
        assertThat(text(told, "Cluster")).isEqualTo(task.clusterArn());
        assertThat(text(told, "KnownStatus")).isEqualTo("RUNNING");
        assertThat(text(told, "LaunchType")).isEqualTo("FARGATE");
        assertThat(told.get("Limits").orElseThrow()).isEqualTo(Json.parse("{\"CPU\":0.25,\"Memory\":512}"));
        assertThat(told.get("TaskTags").orElseThrow()).isEqualTo(Json.parse("{\"team\":\"a b\"}"));
        assertThat(told.get("Containers").orElseThrow())
                .isEqualTo(new Json.Items(List.of(members(inside.get("$ECS_CONTAINER_METADATA_URI_V4")))));
        assertThat(members(inside.get("$ECS_CONTAINER_METADATA_URI_V4/task")).get("TaskTags"))
                .isEmpty();
        assertThat(members(inside.get("http://169.254.170.2/v2/metadataWithTags"))
                        .get("TaskTags"))
                .isEqualTo(told.get("TaskTags"));
    }

    @Test
    void tellsOfTheClockWhatTheKernelTellsInTheContainer() throws Json.Malformed {
        var task = workload.running(workload.run(workload.register("clock", shell("main", WAITS))));
        var inside = Inside.of(engine, task, "main");
        var kernel = inside.run("adjtimex");
        var told = (Json.Members) members(inside.get("$ECS_CONTAINER_METADATA_URI_V4/task"))
                .get("ClockDrift")
                .orElseThrow();
        if (kernel.contains("return value: 5")) {
            assertThat(told).isEqualTo(Json.parse("{\"ClockSynchronizationStatus\":\"NOT_SYNCHRONIZED\"}"));
        } else {
            assertThat(told.values().keySet())
                    .containsExactly("ClockErrorBound", "ReferenceTimestamp", "ClockSynchronizationStatus");
            assertThat(text(told, "ClockSynchronizationStatus")).isEqualTo("SYNCHRONIZED");
        }
    }

    @Test
    void tellsWhatTheHealthCheckSaid() throws Json.Malformed {
        var check = "if [ -f /sick ]; then cat /sick; exit 3; fi; echo all is well";
        var task = workload.running(workload.run(workload.register(
                "patient",
                shell("main", WAITS)
                        .healthCheck(health ->
                                health.command("CMD-SHELL", check).interval(5).retries(1)))));
        var inside = Inside.of(engine, task, "main");
        var well = health(inside, "HEALTHY");
        assertThat(well.values().keySet()).containsExactly("status", "statusSince", "output");
        assertThat(text(well, "output")).isEqualTo("all is well\n");

        inside.run("{ echo no database; head -c 5000 /dev/zero | tr '\\0' x; } > /sick");
        var sick = health(inside, "UNHEALTHY");
        assertThat(sick.values().keySet()).containsExactly("status", "statusSince", "exitCode", "output");
        assertThat(sick.get("exitCode").orElseThrow()).isEqualTo(new Json.Numeral("3"));
        assertThat(text(sick, "output")).startsWith("no database\nxxx").hasSize(1_024);
        assertThat(time(sick, "statusSince")).isAfter(time(well, "statusSince"));
        assertThat(workload.describe(task).containers().getFirst().healthStatusAsString())
                .isEqualTo("UNHEALTHY");
    }

    private static Json.Members health(Inside inside, String status) throws Json.Malformed {
        var told = eventually(
                status,
                () -> inside.get("$ECS_CONTAINER_METADATA_URI_V4"),
                now -> now.contains("\"Health\":{\"status\":\"" + status + "\""));
        return (Json.Members) members(told).get("Health").orElseThrow();
    }

    @Test
    void tellsAContainerAboutItself() throws Json.Malformed {
        var definition = workload.register(
                "self", shell("main", WAITS).portMappings(port -> port.containerPort(8080)), shell("side", WAITS));
        var task = workload.running(workload.run(definition));
        var inside = Inside.of(engine, task, "main");

        var told = members(inside.get("$ECS_CONTAINER_METADATA_URI_V4"));
        assertThat(told.values().keySet())
                .containsExactly(
                        "DockerId",
                        "Name",
                        "DockerName",
                        "Image",
                        "ImageID",
                        "Ports",
                        "Labels",
                        "DesiredStatus",
                        "KnownStatus",
                        "Limits",
                        "CreatedAt",
                        "StartedAt",
                        "Type",
                        "LogDriver",
                        "LogOptions",
                        "ContainerARN",
                        "Networks",
                        "Snapshotter");
        var id = task.taskArn().substring(task.taskArn().lastIndexOf('/') + 1);
        assertThat(text(told, "DockerId")).matches(id + "-[1-9][0-9]{9}");
        assertThat(text(told, "Name")).isEqualTo("main");
        assertThat(text(told, "DockerName"))
                .isEqualTo(
                        engine.docker("inspect", "-f", "{{.Name}}", inside.id()).substring(1));
        assertThat(told.get("Ports").orElseThrow())
                .isEqualTo(Json.parse("[{\"ContainerPort\":8080,\"Protocol\":\"tcp\",\"HostPort\":8080}]"));
        assertThat(text((Json.Members) told.get("LogOptions").orElseThrow(), "awslogs-stream"))
                .isEqualTo("ecs/main/" + id);
        assertThat(told.get("Networks").orElseThrow()).isInstanceOfSatisfying(Json.Items.class, networks -> {
            var network = (Json.Members) networks.values().getFirst();
            assertThat(network.values().keySet())
                    .containsExactly(
                            "NetworkMode",
                            "IPv4Addresses",
                            "AttachmentIndex",
                            "MACAddress",
                            "IPv4SubnetCIDRBlock",
                            "DomainNameServers",
                            "PrivateDNSName",
                            "SubnetGatewayIpv4Address");
            assertThat(text(network, "MACAddress")).isEqualTo(inside.run("cat /sys/class/net/eth0/address"));
            assertThat(text(network, "SubnetGatewayIpv4Address"))
                    .startsWith(inside.run("ip route show default | cut -d ' ' -f 3 | head -n 1") + "/");
        });
        // Each container has an id of its own, and a task's containers may look at each other.
        var side = Inside.of(engine, task, "side");
        assertThat(text(members(side.get("$ECS_CONTAINER_METADATA_URI_V4")), "Name"))
                .isEqualTo("side");
    }

    @Test
    void speaksTheOlderVersionsToo() throws Json.Malformed {
        var definition = workload.register("older", shell("main", WAITS));
        var task = workload.running(workload.run(definition));
        var inside = Inside.of(engine, task, "main");

        var v3 = members(inside.get("$ECS_CONTAINER_METADATA_URI/task"));
        var v2 = members(inside.get("http://169.254.170.2/v2/metadata"));
        assertThat(v3).isEqualTo(v2);
        assertThat(v3.values().keySet()).doesNotContain("LaunchType");
        var container = members(inside.get("$ECS_CONTAINER_METADATA_URI"));
        assertThat(container.values().keySet()).contains("Networks").doesNotContain("LogDriver", "ContainerARN");
        assertThat(members(inside.get("http://169.254.170.2/v2/metadata/" + text(container, "DockerId"))))
                .isEqualTo(container);
        assertThat(inside.raw("/v2/metadata/nope"))
                .startsWith("HTTP/1.1 400 ")
                .endsWith("\"Unable to generate metadata for container 'nope'\"");
        assertThat(members(inside.get("http://169.254.170.2/v2/stats")).values())
                .containsOnlyKeys(text(container, "DockerId"));
    }

    @Test
    void tellsWhatContainersUse() throws Json.Malformed {
        var definition = workload.register("busy", shell("main", WAITS), shell("side", WAITS));
        var task = workload.running(workload.run(definition));
        var inside = Inside.of(engine, task, "main");

        var first = members(inside.get("$ECS_CONTAINER_METADATA_URI_V4/stats"));
        assertThat(first.values()).containsKeys("read", "cpu_stats", "memory_stats", "networks", "id");
        var second = eventually(
                "a later reading",
                () -> inside.get("$ECS_CONTAINER_METADATA_URI_V4/stats"),
                stats -> stats.contains("network_rate_stats"));
        assertThat(time(members(second), "preread")).isAfterOrEqualTo(time(first, "read"));
        assertThat(members(second).get("network_rate_stats").orElseThrow())
                .isInstanceOfSatisfying(
                        Json.Members.class,
                        rates -> assertThat(rates.values()).containsOnlyKeys("rx_bytes_per_sec", "tx_bytes_per_sec"));
        assertThat(members(inside.get("$ECS_CONTAINER_METADATA_URI_V4/task/stats"))
                        .values())
                .hasSize(2)
                .allSatisfy((id, stats) ->
                        assertThat(text((Json.Members) stats, "id")).isEqualTo(id));
    }

    @Test
    void givesTheTaskItsRolesCredentials() throws Json.Malformed, IOException {
        var task = workload.running(workload.run(withRole("role", WAITS)));
        var inside = Inside.of(engine, task, "main");
        var url = "http://169.254.170.2$AWS_CONTAINER_CREDENTIALS_RELATIVE_URI";

        var told = members(inside.get(url));
        assertThat(told.values().keySet())
                .containsExactly("RoleArn", "AccessKeyId", "SecretAccessKey", "Token", "Expiration");
        assertThat(text(told, "RoleArn")).isEqualTo(role);
        assertThat(members(inside.get(url))).isEqualTo(told);

        server.restart();
        var after = members(eventually(
                        "an answer",
                        () -> engine.attempt("", "exec", inside.id(), "sh", "-c", "wget -q -O - " + url),
                        said -> said.status() == 0)
                .text());
        assertThat(text(after, "RoleArn")).isEqualTo(role);
    }

    @Test
    void tellsATaskNothingOfAnother() throws IOException {
        var victim = workload.running(workload.run(withRole("victim", WAITS)));
        var thief = workload.running(workload.run(withRole("thief", WAITS)));
        var theirs = Inside.of(engine, victim, "main").environment();
        var inside = Inside.of(engine, thief, "main");

        var stolen = theirs.get("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");
        var guessed = "/v2/credentials/00000000-0000-4000-8000-000000000000";
        for (var path : List.of(stolen, guessed)) {
            assertThat(inside.raw(path))
                    .startsWith("HTTP/1.1 400 ")
                    .endsWith(
                            "{\"code\":\"InvalidIdInRequest\",\"message\":\"CredentialsV2Request: Credentials not found\","
                                    + "\"HTTPErrorCode\":400}");
        }
        var metadata = theirs.get("ECS_CONTAINER_METADATA_URI_V4").substring("http://169.254.170.2".length());
        for (var rest : List.of("", "/task", "/stats", "/task/stats", "/taskWithTags")) {
            assertThat(inside.raw(metadata + rest))
                    .startsWith("HTTP/1.1 404 ")
                    .doesNotContain("RUNNING", victim.taskArn());
        }
        assertThat(inside.raw("/v3" + metadata.substring(3))).startsWith("HTTP/1.1 400 ");
        assertThat(inside.raw(theirs.get("ECS_AGENT_URI").substring("http://169.254.170.2".length())
                        + "/task-protection/v1/state"))
                .startsWith("HTTP/1.1 404 ");

        var log = server.installation().data().resolve("security.log");
        eventually("the record", () -> linesAbout(thief, log) >= 9);
        assertThat(Files.readString(log))
                .contains("\"event\":\"CREDENTIALS_ID_REFUSED\"", "\"event\":\"METADATA_ID_REFUSED\"")
                .doesNotContain(stolen);
    }

    @Test
    void answersNobodyWhoIsNoTask() throws IOException {
        var victim = workload.running(workload.run(withRole("alone", WAITS)));
        var path = Inside.of(engine, victim, "main").environment().get("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");
        var instance = server.installation().instance();
        var stranger = engine.docker(
                "run",
                "-d",
                "--label",
                "landfall.test=inside",
                "--network",
                "landfall-" + instance,
                DockerEngineOfTests.BUSYBOX,
                "sleep",
                "60");
        try {
            var inside = new Inside(engine, stranger);
            assertThat(inside.raw(path)).startsWith("HTTP/1.1 400 ").contains("InvalidIdInRequest");
            assertThat(inside.raw("/v2/metadata")).startsWith("HTTP/1.1 400 ");
            // Where the listeners really are, nobody is let in; nor to what the host's own cloud has for it.
            var gateway = server.installation().settings().vpc().at(1);
            for (var address : List.of(gateway + " " + listener(instance, 80), "169.254.169.254 80")) {
                assertThat(engine.attempt("", "exec", stranger, "sh", "-c", "nc -w 2 " + address + " < /dev/null")
                                .status())
                        .isNotZero();
            }
        } finally {
            engine.docker("rm", "-f", stranger);
        }
    }

    @Test
    void refusesMoreThanTheAgentsRate() throws IOException {
        var task = workload.running(workload.run(workload.register("eager", shell("main", WAITS))));
        // All over one connection, so that no slow machine lets the rate recover in between.
        var said = Inside.of(engine, task, "main")
                .run("ask='GET /v2/credentials/ HTTP/1.1\\r\\nHost: x\\r\\n'; "
                        + "(for i in $(seq 199); do printf \"$ask\\r\\n\"; done;"
                        + " printf \"${ask}Connection: close\\r\\n\\r\\n\") | nc 169.254.170.2 80");
        assertThat(times("HTTP/1.1 400 ", said)).isBetween(60, 199);
        assertThat(times("HTTP/1.1 429 ", said)).isPositive();
    }

    @Test
    void tellsThatATaskOfNoServiceCannotBeProtected() throws Json.Malformed {
        var task = workload.running(workload.run(withRole("protected", WAITS)));
        var inside = Inside.of(engine, task, "main");
        var state = inside.environment().get("ECS_AGENT_URI").substring("http://169.254.170.2".length())
                + "/task-protection/v1/state";
        assertThat(inside.raw(state)).startsWith("HTTP/1.1 400 ").contains("AccessDeniedException");

        allow("ecs:GetTaskProtection");
        assertThat(inside.raw(state))
                .endsWith("{\"failure\":{\"Arn\":\"" + task.taskArn()
                        + "\",\"Detail\":null,\"Reason\":\"TASK_NOT_VALID\"}}");
        assertThat(server.clients()
                        .ecs()
                        .getTaskProtection(
                                request -> request.cluster(workload.cluster()).tasks(task.taskArn()))
                        .failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.reason()).isEqualTo("TASK_NOT_VALID"));
    }

    @Test
    void letsTheDefinitionsOwnEndpointWin() {
        var definition = workload.register(
                "own",
                shell("main", WAITS)
                        .environment(
                                pair("AWS_ENDPOINT_URL", "http://elsewhere"),
                                pair("ECS_CONTAINER_METADATA_URI_V4", "http://elsewhere")));
        var task = workload.running(workload.run(definition));
        assertThat(Inside.of(engine, task, "main").environment())
                .containsEntry("AWS_ENDPOINT_URL", "http://elsewhere")
                .containsEntry("AWS_EXECUTION_ENV", "AWS_ECS_FARGATE")
                .doesNotContainKey("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI")
                .doesNotContainEntry("ECS_CONTAINER_METADATA_URI_V4", "http://elsewhere");
    }

    @Test
    void answersTasksOnTheBridgeOfAnInstanceAsTheAgentThereDoes() throws Json.Malformed {
        try (var own = new RawApi(server.installation().endpoint())) {
            own.registerInstance("inside");
        }
        var instance = server.clients()
                .ecs()
                .listContainerInstances(request -> request.cluster("inside"))
                .containerInstanceArns()
                .getFirst();
        server.clients()
                .ecs()
                .tagResource(request -> request.resourceArn(instance)
                        .tags((Builder tag) -> tag.key("rack").value("7")));
        // It asks before anybody can have told the server what address it got.
        var early = "wget -q -O - $ECS_CONTAINER_METADATA_URI_V4/task; echo; ";
        var task = workload.running(workload.run(
                workload.register(
                        "bridge",
                        request -> request.networkMode(NetworkMode.BRIDGE)
                                .requiresCompatibilities(Compatibility.EC2)
                                .volumes(volume -> volume.name("shared").host(host -> host.sourcePath("/opt"))),
                        shell("main", early + WAITS)
                                .portMappings(port -> port.containerPort(80))
                                .mountPoints(point -> point.sourceVolume("shared")
                                        .containerPath("/mnt")
                                        .readOnly(true))
                                .healthCheck(health ->
                                        health.command("CMD-SHELL", "true").interval(5)),
                        shell("side", WAITS)),
                request -> request.launchType(LaunchType.EC2)
                        .networkConfiguration((NetworkConfiguration) null)
                        .overrides(o -> o.taskRoleArn(role))));
        eventually("its first line", () -> !workload.lines(task, "main").isEmpty());
        assertThat(text(members(workload.lines(task, "main").getFirst()), "TaskARN"))
                .isEqualTo(task.taskArn());

        var inside = Inside.of(engine, task, "main");
        var told = members(inside.get("$ECS_CONTAINER_METADATA_URI_V4"));
        assertThat(text(told, "DockerId")).isEqualTo(inside.id());
        var address = inside.run("hostname -i");
        assertThat(told.get("Networks").orElseThrow())
                .isEqualTo(Json.parse("[{\"NetworkMode\":\"bridge\",\"IPv4Addresses\":[\"" + address + "\"]}]"));
        var port = engine.docker("port", inside.id(), "80").lines().findFirst().orElseThrow();
        assertThat(told.get("Ports").orElseThrow())
                .isEqualTo(Json.parse("[{\"ContainerPort\":80,\"Protocol\":\"tcp\",\"HostPort\":"
                        + port.substring(port.lastIndexOf(':') + 1) + ",\"HostIp\":\"0.0.0.0\"}]"));
        assertThat(told.get("Volumes").orElseThrow())
                .isEqualTo(Json.parse("[{\"Source\":\"/opt\",\"Destination\":\"/mnt\"}]"));
        assertThat(text(members(inside.get("$ECS_CONTAINER_METADATA_URI_V4/task")), "Cluster"))
                .isEqualTo("inside");
        assertThat(text(health(inside, "HEALTHY"), "statusSince")).startsWith("20");
        var withTags = members(inside.get("$ECS_CONTAINER_METADATA_URI_V4/taskWithTags"));
        assertThat(withTags.get("ContainerInstanceTags").orElseThrow()).isEqualTo(Json.parse("{\"rack\":\"7\"}"));
        assertThat(withTags.values()).doesNotContainKey("ClockDrift"); // Fargate alone tells of it
        for (var container : List.of("main", "side")) {
            assertThat(text(
                            members(Inside.of(engine, task, container)
                                    .get("http://169.254.170.2$AWS_CONTAINER_CREDENTIALS_RELATIVE_URI")),
                            "RoleArn"))
                    .isEqualTo(role);
        }
    }

    private static int times(String what, String text) {
        return text.split(java.util.regex.Pattern.quote(what), -1).length - 1;
    }

    private static long linesAbout(Task task, Path log) {
        try {
            return Files.exists(log)
                    ? Files.readAllLines(log).stream()
                            .filter(line -> line.contains(task.taskArn()))
                            .count()
                    : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void allow(String action) {
        var policy = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"" + action
                + "\",\"Resource\":\"*\"}]}";
        server.clients()
                .iam()
                .putRolePolicy(
                        request -> request.roleName("inside").policyName("more").policyDocument(policy));
    }

    private static KeyValuePair pair(String name, String value) {
        return KeyValuePair.builder().name(name).value(value).build();
    }

    private static String withRole(String family, String script) {
        ContainerDefinition main = shell("main", script).build();
        return server.clients()
                .ecs()
                .registerTaskDefinition(request -> request.family(family)
                        .requiresCompatibilities(Compatibility.FARGATE)
                        .networkMode(NetworkMode.AWSVPC)
                        .cpu("256")
                        .memory("512")
                        .executionRoleArn("arn:aws:iam::" + Clients.ACCOUNT + ":role/ecsTaskExecutionRole")
                        .taskRoleArn(role)
                        .containerDefinitions(main))
                .taskDefinition()
                .taskDefinitionArn();
    }

    /** The port of the host to which the kernel leads one of the endpoint's. */
    private static String listener(String instance, int port) throws IOException {
        var nft = new ProcessBuilder("nft", "list", "table", "ip", "landfall_" + instance + ".tasks").start();
        var listing = new String(nft.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        var line = listing.lines()
                .filter(l -> l.contains("tcp dport " + port + " dnat"))
                .findFirst()
                .orElseThrow();
        return line.substring(line.lastIndexOf(':') + 1);
    }
}
