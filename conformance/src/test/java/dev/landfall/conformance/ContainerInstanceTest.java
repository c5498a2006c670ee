package dev.landfall.conformance;

import static dev.landfall.conformance.Eventually.eventually;
import static dev.landfall.conformance.Workload.WAITS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.Main;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ClusterContainsContainerInstancesException;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;
import software.amazon.awssdk.services.ecs.model.ContainerInstanceStatus;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.InvalidParameterException;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.Resource;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.Task;

/** This machine as a container instance, by the command line's and AWS's own words, across a kill of the server. */
@Tag("docker")
@Tag("slow")
final class ContainerInstanceTest {
    private static final String CLUSTER = "metal";

    private static DockerEngineOfTests docker;
    private static Installation installation;
    private static ServerProcess server;
    private static Clients aws;
    private static Workload workload;

    private record Said(int status, String text) {}

    @BeforeAll
    static void start() throws IOException {
        docker = DockerEngineOfTests.find();
        installation = Installation.on(docker.host());
        server = ServerProcess.start(installation);
        aws = new Clients(installation.endpoint());
        workload = Workload.in(aws, CLUSTER);
        try (var own = new RawApi(installation.endpoint())) {
            own.registerInstance(CLUSTER); // which waits until the engine has told of this machine
        }
        landfall("instance", "deregister", "--force");
    }

    @AfterEach
    void end() {
        workload.stopAll();
        landfall("instance", "deregister", "--force");
    }

    @AfterAll
    static void stop() throws IOException {
        aws.close();
        server.close();
    }

    @Test
    void runsTasksOfLaunchTypeEc2OnceItIsRegistered() {
        var definition = define("bridge", NetworkMode.BRIDGE, container -> {});
        assertThatThrownBy(() -> run(definition))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("No Container Instances were found in your cluster.");
        var instance = register("--attribute", "stack=prod");
        assertThat(instance.agentConnected()).isTrue();
        assertThat(register()).isEqualTo(instance.toBuilder().version(2L).build());
        for (var mode : List.of(NetworkMode.BRIDGE, NetworkMode.HOST, NetworkMode.NONE)) {
            var task = workload.running(only(run(define("mode-" + mode, mode, container -> {}))));
            assertThat(task.containerInstanceArn()).isEqualTo(instance.containerInstanceArn());
            assertThat(task.launchType()).isEqualTo(LaunchType.EC2);
            assertThat(task.attachments()).isEmpty();
            assertThat(task.containers().getFirst().networkInterfaces()).isEmpty();
            assertThat(task.platformVersion()).isNull();
        }
        var busy = describe(instance);
        assertThat(busy.runningTasksCount()).isEqualTo(3);
        assertThat(number(busy.remainingResources(), "CPU"))
                .isEqualTo(number(instance.registeredResources(), "CPU") - 3 * 64);
        assertThat(number(busy.remainingResources(), "MEMORY"))
                .isEqualTo(number(instance.registeredResources(), "MEMORY") - 3 * 32);
        workload.stopAll();
        assertThat(describe(instance).remainingResources())
                .isEqualTo(describe(instance).registeredResources());
        assertThat(describe(instance).runningTasksCount()).isZero();
    }

    @Test
    void givesATaskOfModeAwsvpcItsInterfaceHereToo() {
        var instance = register();
        var definition = define("vpc", NetworkMode.AWSVPC, container -> {});
        var response = ecs().runTask(request -> request.cluster(CLUSTER)
                .taskDefinition(definition)
                .launchType(LaunchType.EC2)
                .networkConfiguration(network -> network.awsvpcConfiguration(vpc -> vpc.subnets(aws.subnet()))));
        var task = workload.running(only(response));
        assertThat(task.containerInstanceArn()).isEqualTo(instance.containerInstanceArn());
        assertThat(task.containers().getFirst().networkInterfaces())
                .singleElement()
                .satisfies(own -> assertThat(own.privateIpv4Address()).isEqualTo(Workload.privateAddress(task)));
    }

    @Test
    void keepsAHostPortForTheTaskThatNamesIt() throws IOException {
        var instance = register();
        var port = FreePort.find();
        var definition = define(
                "port",
                NetworkMode.BRIDGE,
                container -> container
                        .command(
                                "sh", "-c", "mkdir -p /www; echo here > /www/index.html; httpd -p 80 -h /www; " + WAITS)
                        .portMappings(mapping -> mapping.containerPort(80).hostPort(port)));
        var task = workload.running(only(run(definition)));
        eventually("an answer at the host's port", () -> answers(port));
        assertThat(task.containers().getFirst().networkBindings())
                .anySatisfy(binding -> assertThat(binding.hostPort()).isEqualTo(port));
        assertThat(ports(describe(instance))).contains(String.valueOf(port));
        assertThat(run(definition).failures())
                .containsExactly(Failure.builder()
                        .arn(instance.containerInstanceArn())
                        .reason("RESOURCE:PORTS")
                        .build());
        workload.stopAll();
        assertThat(ports(describe(instance))).doesNotContain(String.valueOf(port));
        workload.running(only(run(definition)));
    }

    @Test
    void givesNoTaskThePortThatTheServerItselfHas() {
        var instance = register();
        var own = installation.endpoint().getPort();
        assertThat(ports(instance)).contains(String.valueOf(own));
        var bridge = define(
                "bridge",
                NetworkMode.BRIDGE,
                container -> container.portMappings(
                        mapping -> mapping.containerPort(80).hostPort(own)));
        var host = define(
                "host", NetworkMode.HOST, container -> container.portMappings(mapping -> mapping.containerPort(own)));
        for (var definition : List.of(bridge, host)) {
            assertThat(run(definition).failures())
                    .containsExactly(Failure.builder()
                            .arn(instance.containerInstanceArn())
                            .reason("RESOURCE:PORTS")
                            .build());
        }
    }

    @Test
    void isTheSameInstanceAfterTheServerWasKilled() throws IOException {
        var instance = register("--attribute", "stack=prod");
        var task = workload.running(only(run(define("lasting", NetworkMode.HOST, container -> {}))));
        var before = describe(instance);
        server.kill();
        server.startAgain();
        var after = eventually("the engine's answer", () -> describe(instance), ContainerInstance::agentConnected);
        assertThat(after).isEqualTo(before);
        assertThat(workload.running(task).containers().getFirst().runtimeId())
                .isEqualTo(workload.describe(task).containers().getFirst().runtimeId());
        workload.stopAll();
        assertThat(describe(instance).remainingResources())
                .isEqualTo(describe(instance).registeredResources());
    }

    @Test
    void takesNoTasksWhileItDrainsAndLeavesThoseItHas() {
        var instance = register();
        var definition = define("draining", NetworkMode.NONE, container -> {});
        var task = workload.running(only(run(definition)));
        update(instance, ContainerInstanceStatus.DRAINING);
        assertThatThrownBy(() -> run(definition)).hasMessageContaining("No Container Instances");
        assertThat(workload.describe(task).desiredStatus()).isEqualTo("RUNNING");
        update(instance, ContainerInstanceStatus.ACTIVE);
        assertThat(run(definition).tasks()).hasSize(1);
    }

    @Test
    void leavesNothingBehindWhenItIsTakenOutByForce() {
        var instance = register();
        var task = workload.running(only(run(define("orphan", NetworkMode.BRIDGE, container -> {}))));
        assertThatThrownBy(() -> ecs().deleteCluster(request -> request.cluster(CLUSTER)))
                .isInstanceOf(ClusterContainsContainerInstancesException.class);
        assertThat(landfall("instance", "deregister"))
                .satisfies(said -> assertThat(said.status()).isEqualTo(1))
                .satisfies(said -> assertThat(said.text()).contains("Found running tasks on the instance."));
        assertThat(landfall("instance", "list").text()).contains("1 running");
        assertThat(landfall("instance", "deregister", "--force").status()).isZero();
        var ended = workload.stopped(task);
        assertThat(ended.stoppedReason()).isEqualTo("Container instance deregistration forced by user");
        assertThat(docker.containersOf(task.taskArn())).isEmpty();
        assertThat(describe(instance).status()).isEqualTo("INACTIVE");
        assertThat(ecs().listContainerInstances(request -> request.cluster(CLUSTER))
                        .containerInstanceArns())
                .isEmpty();
        assertThat(landfall("instance", "list").text()).contains("registered with no cluster");
    }

    private static EcsClient ecs() {
        return aws.ecs();
    }

    private static ContainerInstance register(String... more) {
        var words = new ArrayList<>(List.of("instance", "register", "--cluster", CLUSTER));
        words.addAll(List.of(more));
        var said = landfall(words.toArray(String[]::new));
        assertThat(said.status()).as(said.text()).isZero();
        var arn = said.text().lines().filter(line -> line.startsWith("arn:")).findFirst();
        return describe(ContainerInstance.builder()
                .containerInstanceArn(arn.orElseThrow())
                .build());
    }

    private static ContainerInstance describe(ContainerInstance instance) {
        return ecs().describeContainerInstances(
                        request -> request.cluster(CLUSTER).containerInstances(instance.containerInstanceArn()))
                .containerInstances()
                .getFirst();
    }

    private static void update(ContainerInstance instance, ContainerInstanceStatus status) {
        ecs().updateContainerInstancesState(request -> request.cluster(CLUSTER)
                .containerInstances(instance.containerInstanceArn())
                .status(status));
    }

    private static String define(String family, NetworkMode mode, Consumer<ContainerDefinition.Builder> more) {
        var container = ContainerDefinition.builder()
                .name("app")
                .image(DockerEngineOfTests.BUSYBOX)
                .command("sh", "-c", WAITS)
                .cpu(64)
                .memoryReservation(32);
        more.accept(container);
        return ecs().registerTaskDefinition(
                        request -> request.family(family).networkMode(mode).containerDefinitions(container.build()))
                .taskDefinition()
                .taskDefinitionArn();
    }

    private static RunTaskResponse run(String definition) {
        return ecs().runTask(request ->
                request.cluster(CLUSTER).taskDefinition(definition).launchType(LaunchType.EC2));
    }

    private static Task only(RunTaskResponse response) {
        assertThat(response.failures()).isEmpty();
        return response.tasks().getFirst();
    }

    private static int number(List<Resource> resources, String name) {
        return resources.stream()
                .filter(resource -> resource.name().equals(name))
                .findFirst()
                .orElseThrow()
                .integerValue();
    }

    private static List<String> ports(ContainerInstance instance) {
        return instance.remainingResources().stream()
                .filter(resource -> resource.name().equals("PORTS"))
                .findFirst()
                .orElseThrow()
                .stringSetValue();
    }

    /** The page itself: Docker's proxy takes connections where nobody listens behind it. */
    private static boolean answers(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 1_000);
            socket.setSoTimeout(1_000);
            socket.getOutputStream().write("GET /index.html HTTP/1.0\r\n\r\n".getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8).contains("here");
        } catch (IOException notYet) {
            return false;
        }
    }

    /** The command line in a process of its own, in the shell of the SDK's account. */
    private static Said landfall(String... words) {
        var command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(words));
        command.addAll(List.of("--data", installation.data().toString()));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("AWS_ACCESS_KEY_ID", Clients.ACCOUNT);
        builder.environment().put("AWS_SECRET_ACCESS_KEY", "secret");
        builder.environment().put("AWS_REGION", Clients.REGION);
        try {
            var process = builder.start();
            var text = new String(process.getInputStream().readAllBytes(), UTF_8);
            return new Said(process.waitFor(), text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
