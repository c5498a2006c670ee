package dev.landfall.conformance;

import static dev.landfall.conformance.Workload.WAITS;
import static dev.landfall.conformance.Workload.shell;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.contract.landfall.StartStep;
import dev.landfall.contract.landfall.StartStepName;
import java.io.IOException;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.LogConfiguration;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

/** What tasks tell whose images cannot be pulled, on Fargate and on an instance: each case with a real engine and registry. */
@Tag("docker")
final class PullErrorsTest {
    private static final String CLUSTER = "pulls";
    private static final String NETWORK =
            "landfall-test-pulls-" + ProcessHandle.current().pid();

    private static DockerEngineOfTests docker;
    private static OddRegistry registry;
    private static OddRegistry withoutTls;
    private static Server server;
    private static Workload workload;
    private static RawApi api;
    private static List<PullCase> cases;
    private static final Map<PullCase, Task> ON_FARGATE = new LinkedHashMap<>();
    private static final Map<PullCase, Task> ON_INSTANCE = new LinkedHashMap<>();

    @BeforeAll
    static void runThemAll() throws IOException {
        docker = DockerEngineOfTests.find();
        registry = OddRegistry.onLoopback();
        docker.docker("network", "create", NETWORK);
        withoutTls = OddRegistry.at(InetAddress.ofLiteral(
                docker.docker("network", "inspect", "--format", "{{(index .IPAM.Config 0).Gateway}}", NETWORK)));
        server = Server.start(Installation.on(docker.host()));
        workload = Workload.in(server.clients(), CLUSTER);
        api = new RawApi(server.installation().endpoint());
        api.registerInstance(CLUSTER);
        cases = new PullCases(registry, withoutTls).all();
        for (var one : cases) {
            ON_FARGATE.put(one, workload.run(workload.register("fargate", container(one.image()))));
        }
        ON_FARGATE.values().forEach(workload::stopped); // one after the other: a pull that two want is one pull
        for (var one : cases) {
            ON_INSTANCE.put(one, runOnInstance(one.image(), request -> {}));
        }
    }

    @AfterAll
    static void stop() throws IOException {
        workload.stopAll();
        api.close();
        server.close();
        registry.close();
        withoutTls.close();
        docker.docker("network", "rm", NETWORK);
    }

    private static ContainerDefinition.Builder container(String image) {
        return shell("main", WAITS).image(image);
    }

    private static Task runOnInstance(String image, Consumer<RegisterTaskDefinitionRequest.Builder> more) {
        var ecs = server.clients().ecs();
        var container = container(image).memory(8).logConfiguration((LogConfiguration) null);
        var definition = ecs.registerTaskDefinition(request -> more.accept(request.family("instance")
                        .requiresCompatibilities(Compatibility.EC2)
                        .networkMode(NetworkMode.NONE)
                        .containerDefinitions(container.build())))
                .taskDefinition();
        return ecs.runTask(request -> request.cluster(CLUSTER)
                        .launchType(LaunchType.EC2)
                        .taskDefinition(definition.taskDefinitionArn()))
                .tasks()
                .getFirst();
    }

    static List<PullCase> cases() {
        return cases;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void tellsOnFargateInFargatesWords(PullCase one) {
        var task = failed(ON_FARGATE.get(one));
        assertThat(task.stoppedReason()).isEqualTo(one.fargate());
        assertThat(task.containers().getFirst().reason()).isEqualTo(one.fargate());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void tellsOnAnInstanceInTheAgentsWords(PullCase one) {
        var task = failed(ON_INSTANCE.get(one));
        assertThat(task.stoppedReason()).isEqualTo("Task failed to start");
        assertThat(task.containers().getFirst().reason()).isEqualTo(one.instance());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void explainsTheSame(PullCase one) {
        var task = failed(ON_FARGATE.get(one));
        var told = api.explain(CLUSTER, task.taskArn());
        assertThat(told.summary()).startsWith("It stopped: container main (essential) could not be brought up: ");
        assertThat(told.causesOrEmpty().getLast().text()).isEqualTo("the task could not start: " + one.fargate());
        assertThat(told.containersOrEmpty().getFirst().reason()).isEqualTo(one.fargate());
        var pull = told.stepsOrEmpty().stream()
                .filter(step -> step.name() == StartStepName.PULL)
                .findFirst()
                .map(StartStep::detail)
                .orElseThrow();
        var failed = one.tries() == 1 ? "1 try failed" : one.tries() + " tries failed";
        assertThat(pull).isEqualTo(one.image() + "; " + failed);
    }

    @Test
    void asksTheRegistryAsOftenAsItTells() {
        ON_INSTANCE.values().forEach(PullErrorsTest::failed);
        assertThat(registry.asked("rate-limit", "manifests")).isEqualTo(2 * PullCases.TRIES);
        assertThat(registry.asked("unavailable", "manifests")).isEqualTo(2 * PullCases.TRIES);
        assertThat(registry.asked("unknown", "manifests")).isEqualTo(2);
        assertThat(registry.asked("denied", "manifests")).isEqualTo(2);
    }

    @Test
    void tellsOnAnInstanceWhatItsExecutionRoleMayNot() {
        var image = Clients.ACCOUNT + ".dkr.ecr." + Clients.REGION + ".amazonaws.com/none:latest";
        var role = server.clients()
                .iam()
                .createRole(request -> request.roleName("bare").assumeRolePolicyDocument("""
                        {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
                         "Principal":{"Service":"ecs-tasks.amazonaws.com"},"Action":"sts:AssumeRole"}]}"""))
                .role()
                .arn();
        for (var next : new String[][] {
            {"ecr:GetAuthorizationToken", "CannotPullECRContainerError: AccessDeniedException: "},
            {
                "ecr:BatchGetImage",
                "CannotPullContainerError: The task can’t pull the image. Check that the role has the permissions to"
                        + " pull images from the registry. Error response from daemon: pull access denied for "
            },
        }) {
            assertThat(onInstance(image, role))
                    .startsWith(next[1])
                    .contains("assumed-role/bare/", " is not authorized to perform: " + next[0] + " on resource: ");
            Workload.allow(server.clients(), "bare", next[0]);
        }
        Workload.allow(server.clients(), "bare", "ecr:GetDownloadUrlForLayer");
        assertThat(onInstance(image, role))
                .isEqualTo("CannotPullImageManifestError: Error response from daemon: manifest unknown: Requested image"
                        + " not found");
    }

    private static String onInstance(String image, String role) {
        var task = workload.stopped(runOnInstance(image, request -> request.executionRoleArn(role)));
        assertThat(task.stopCode()).isEqualTo(TaskStopCode.TASK_FAILED_TO_START);
        assertThat(task.stoppedReason()).isEqualTo("Task failed to start");
        return task.containers().getFirst().reason();
    }

    private static Task failed(Task began) {
        var task = workload.stopped(Objects.requireNonNull(began));
        assertThat(task.stopCode()).isEqualTo(TaskStopCode.TASK_FAILED_TO_START);
        assertThat(task.startedAt()).isNull();
        assertThat(task.containers().getFirst().exitCode()).isNull();
        assertThat(task.pullStoppedAt()).isAfterOrEqualTo(task.pullStartedAt());
        return task;
    }

    @Test
    void tellsWhichHostIsNotKnown() {
        var image = "no-such-registry.invalid/x:latest";
        var task = workload.stopped(workload.run(workload.register("no-host", container(image))));
        assertThat(task.stoppedReason())
                .startsWith(PullCases.manifest(PullCases.TRIES) + "failed to resolve ref " + image
                        + ": failed to do request: Get"
                        + " \"https://no-such-registry.invalid/v2/\": dial tcp: lookup no-such-registry.invalid");
    }

    /** A registry is a stranger: what it says is kept to a length, and commands no terminal. */
    @Test
    void keepsNoMoreOfWhatARegistrySaysThanAReasonHolds() {
        var endless = OddRegistry.error(403, "DENIED", "\\u001b[2J" + "no ".repeat(200_000));
        var image = registry.hasWithManifest("endless", RegistryImage.ofNoise(1_000), endless);
        var task = workload.stopped(workload.run(workload.register("endless", container(image))));
        assertThat(task.stoppedReason())
                .hasSizeLessThanOrEqualTo(1_024)
                .contains("server message: denied:  [2Jno no no ")
                .doesNotContain("\u001b");
        assertThat(task.containers().getFirst().reason()).isEqualTo(task.stoppedReason());
        assertThat(api.explain(CLUSTER, task.taskArn()).summaryOr("")).hasSizeLessThan(1_500);
    }
}
