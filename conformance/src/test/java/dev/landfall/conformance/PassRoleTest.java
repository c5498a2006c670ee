package dev.landfall.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.landfall.InertSubstrate;
import dev.landfall.Platform;
import dev.landfall.Settings;
import dev.landfall.loop.VirtualScheduler;
import dev.landfall.wire.http.HttpServer;
import dev.landfall.wire.http.Listen;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.iam.IamClient;

/** Who may run tasks has not for that every role that tasks may have. */
final class PassRoleTest {
    private static final String POLICY = """
            {"Version": "2012-10-17", "Statement": [
              {"Effect": "Allow", "Action": ["ecs:RegisterTaskDefinition", "ecs:RunTask", "ecs:StartTask"], "Resource": "*"},
              {"Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::*:role/dev-*",
               "Condition": {"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}}},
              {"Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::*:role/machine",
               "Condition": {"StringEquals": {"iam:PassedToService": "ec2.amazonaws.com"}}}]}""";

    private static final String DEV = "arn:aws:iam::000000000000:role/dev-app";
    private static final String ADMIN = "arn:aws:iam::000000000000:role/admin";

    @TempDir
    private static Path data;

    private static VirtualScheduler scheduler;
    private static HttpServer server;
    private static Sdk root;
    private static Sdk user;
    private static EcsClient theirs;
    private static EcsClient ours;
    private static String subnet;

    @BeforeAll
    static void start() throws IOException {
        scheduler = new VirtualScheduler();
        var platform = new Platform(InertSubstrate.in(data, scheduler));
        server = HttpServer.start(
                Listen.on("127.0.0.1", 0), platform.routes(Settings.Auth.ENFORCE), scheduler::now, UUID::randomUUID);
        var endpoint = URI.create("http://127.0.0.1:" + server.port());
        var credentials = InertSubstrate.rootOf(platform);
        root = Sdk.of(endpoint, credentials.accessKeyId(), credentials.secretAccessKey());
        ours = root.client(EcsClient.builder());
        ours.createCluster(request -> request.clusterName("default"));
        try (var iam = root.client(IamClient.builder());
                var ec2 = root.client(Ec2Client.builder())) {
            iam.createUser(request -> request.userName("dev"));
            iam.putUserPolicy(
                    request -> request.userName("dev").policyName("dev").policyDocument(POLICY));
            var key = iam.createAccessKey(request -> request.userName("dev")).accessKey();
            user = Sdk.of(endpoint, key.accessKeyId(), key.secretAccessKey());
            subnet = ec2.describeSubnets().subnets().getFirst().subnetId();
        }
        theirs = user.client(EcsClient.builder());
    }

    @AfterAll
    static void stop() {
        theirs.close();
        ours.close();
        user.close();
        root.close();
        server.close();
        scheduler.close();
    }

    private static void denied(Runnable call, String role) {
        var denied = catchThrowableOfType(AwsServiceException.class, call::run);
        assertThat(denied.statusCode()).isEqualTo(400);
        assertThat(denied.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException");
        assertThat(denied.awsErrorDetails().errorMessage())
                .isEqualTo("User: arn:aws:iam::000000000000:user/dev is not authorized to perform: iam:PassRole on"
                        + " resource: " + role + " because no identity-based policy allows the iam:PassRole action");
    }

    private static String register(EcsClient ecs, Consumer<RegisterTaskDefinitionRequest.Builder> more) {
        return ecs.registerTaskDefinition(request -> more.accept(request.family("app")
                        .requiresCompatibilities(Compatibility.FARGATE)
                        .networkMode(NetworkMode.AWSVPC)
                        .cpu("256")
                        .memory("512")
                        .containerDefinitions(ContainerDefinition.builder()
                                .name("app")
                                .image("busybox")
                                .build())))
                .taskDefinition()
                .taskDefinitionArn();
    }

    private static void run(EcsClient ecs, String definition, Consumer<RunTaskRequest.Builder> more) {
        var launched = ecs.runTask(request -> more.accept(request.taskDefinition(definition)
                .launchType(LaunchType.FARGATE)
                .networkConfiguration(network -> network.awsvpcConfiguration(vpc -> vpc.subnets(subnet)))));
        assertThat(launched.tasks()).hasSize(1);
    }

    @Test
    void aDefinitionIsGivenNoRoleThatItsAuthorMayNotPass() {
        register(theirs, request -> {});
        register(theirs, request -> request.taskRoleArn(DEV).executionRoleArn(DEV));
        denied(() -> register(theirs, request -> request.taskRoleArn(ADMIN)), ADMIN);
        denied(() -> register(theirs, request -> request.taskRoleArn(DEV).executionRoleArn(ADMIN)), ADMIN);
    }

    @Test
    void aRoleByItsNameIsTheAccountsRole() {
        var arn = register(theirs, request -> request.taskRoleArn("dev-app"));
        assertThat(ours.describeTaskDefinition(request -> request.taskDefinition(arn))
                        .taskDefinition()
                        .taskRoleArn())
                .isEqualTo(DEV);
        denied(() -> register(theirs, request -> request.taskRoleArn("admin")), ADMIN);
    }

    @Test
    void aRoleForOtherServicesIsNoneForTasks() {
        var machine = "arn:aws:iam::000000000000:role/machine";
        denied(() -> register(theirs, request -> request.taskRoleArn(machine)), machine);
    }

    @Test
    void noRoleOfAnotherAccountIsPassed() {
        for (var ecs : new EcsClient[] {ours, theirs}) {
            var denied = catchThrowableOfType(
                    AwsServiceException.class,
                    () -> register(ecs, request -> request.taskRoleArn("arn:aws:iam::111111111111:role/dev-app")));
            assertThat(denied.awsErrorDetails().errorCode()).isEqualTo("AccessDeniedException");
            assertThat(denied.awsErrorDetails().errorMessage()).isEqualTo("Cross-account pass role is not allowed.");
        }
    }

    @Test
    void aRunGivesItsTasksNoRoleThatItsCallerMayNotPass() {
        var admins = register(
                ours, request -> request.family("admins").taskRoleArn(ADMIN).executionRoleArn(DEV));
        var executed = register(ours, request -> request.family("executed").executionRoleArn(ADMIN));
        var plain = register(ours, request -> request.family("plain"));
        denied(() -> run(theirs, admins, request -> {}), ADMIN);
        denied(() -> run(theirs, "admins", request -> {}), ADMIN);
        denied(() -> run(theirs, executed, request -> {}), ADMIN);
        denied(() -> run(theirs, plain, request -> request.overrides(o -> o.taskRoleArn(ADMIN))), ADMIN);
        denied(() -> run(theirs, plain, request -> request.overrides(o -> o.executionRoleArn("admin"))), ADMIN);
        denied(() -> theirs.startTask(request -> request.taskDefinition(admins).containerInstances("any")), ADMIN);

        run(theirs, plain, request -> {});
        run(theirs, plain, request -> request.overrides(o -> o.taskRoleArn(DEV)));
        // What the run itself says is what the task gets, and so what is asked about.
        run(theirs, admins, request -> request.overrides(o -> o.taskRoleArn(DEV)));
        run(ours, admins, request -> {});
    }
}
