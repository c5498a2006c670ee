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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;

/** A server that enforces: root makes a user, and the user may do to each resource what its policy says, and no more. */
final class PoliciesTest {
    private static final String POLICY = """
            {"Version": "2012-10-17", "Statement": [
              {"Effect": "Allow", "Action": "ecs:*Cluster*", "Resource": "arn:aws:ecs:*:*:cluster/dev*"},
              {"Effect": "Deny", "Action": "ecs:DeleteCluster", "Resource": "arn:aws:ecs:*:*:cluster/dev-keep"},
              {"Effect": "Allow", "Action": "logs:*", "Resource": "arn:aws:logs:*:*:log-group:/dev/*:*"},
              {"Effect": "Allow", "Action": "ecr:*", "Resource": "arn:aws:ecr:*:*:repository/dev/*"},
              {"Effect": "Allow", "Action": "iam:GetUser", "Resource": "arn:aws:iam::*:user/${aws:username}"},
              {"Effect": "Allow", "Action": "ec2:Describe*", "Resource": "*"}]}""";

    @TempDir
    private static Path data;

    private static VirtualScheduler scheduler;
    private static HttpServer server;
    private static Sdk root;
    private static Sdk user;

    @BeforeAll
    static void start() throws IOException {
        scheduler = new VirtualScheduler();
        var platform = new Platform(InertSubstrate.in(data, scheduler));
        server = HttpServer.start(
                Listen.on("127.0.0.1", 0), platform.routes(Settings.Auth.ENFORCE), scheduler::now, UUID::randomUUID);
        var credentials = InertSubstrate.rootOf(platform);
        root = Sdk.of(endpoint(), credentials.accessKeyId(), credentials.secretAccessKey());
        try (var iam = root.client(IamClient.builder())) {
            iam.createUser(request -> request.userName("dev"));
            iam.putUserPolicy(
                    request -> request.userName("dev").policyName("dev").policyDocument(POLICY));
            var key = iam.createAccessKey(request -> request.userName("dev")).accessKey();
            user = Sdk.of(endpoint(), key.accessKeyId(), key.secretAccessKey());
        }
    }

    @AfterAll
    static void stop() {
        user.close();
        root.close();
        server.close();
        scheduler.close();
    }

    private static URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    private static void assertDenied(Runnable call, String code, String... words) {
        var denied = catchThrowableOfType(AwsServiceException.class, call::run);
        assertThat(denied.awsErrorDetails().errorCode()).isEqualTo(code);
        assertThat(denied.awsErrorDetails().errorMessage())
                .contains("arn:aws:iam::000000000000:user/dev is not authorized to perform: ")
                .contains(words);
    }

    @Test
    void aUserHasTheClustersOfItsPolicy() {
        try (var ecs = user.client(EcsClient.builder())) {
            ecs.createCluster(request -> request.clusterName("dev-1"));
            ecs.createCluster(request -> request.clusterName("dev-keep"));
            ecs.deleteCluster(request -> request.cluster("dev-1"));
            assertDenied(
                    () -> ecs.createCluster(request -> request.clusterName("prod")),
                    "AccessDeniedException",
                    "ecs:CreateCluster on resource: arn:aws:ecs:eu-west-1:000000000000:cluster/prod because no");
            assertDenied(
                    () -> ecs.deleteCluster(request -> request.cluster("dev-keep")),
                    "AccessDeniedException",
                    "with an explicit deny");
            assertDenied(
                    () -> ecs.describeClusters(request -> request.clusters("dev-keep", "prod")),
                    "AccessDeniedException",
                    "cluster/prod");
            assertDenied(ecs::listClusters, "AccessDeniedException", "ecs:ListClusters");
        }
    }

    @Test
    void aUserHasTheLogGroupsAndRepositoriesOfItsPolicy() {
        try (var logs = user.client(CloudWatchLogsClient.builder());
                var ecr = user.client(EcrClient.builder())) {
            logs.createLogGroup(request -> request.logGroupName("/dev/app"));
            logs.createLogStream(request -> request.logGroupName("/dev/app").logStreamName("s"));
            assertDenied(
                    () -> logs.createLogGroup(request -> request.logGroupName("/prod/app")),
                    "AccessDeniedException",
                    "logs:CreateLogGroup on resource: arn:aws:logs:eu-west-1:000000000000:log-group:/prod/app:");
            ecr.createRepository(request -> request.repositoryName("dev/app"));
            assertDenied(
                    () -> ecr.createRepository(request -> request.repositoryName("prod/app")),
                    "AccessDeniedException",
                    "repository/prod/app");
            assertDenied(
                    ecr::describeRepositories, "AccessDeniedException", "ecr:DescribeRepositories", "repository/*");
        }
    }

    @Test
    void eachFamilyOfServicesDeniesInItsOwnCode() {
        try (var iam = user.client(IamClient.builder());
                var sts = user.client(StsClient.builder());
                var ec2 = user.client(Ec2Client.builder())) {
            assertThat(sts.getCallerIdentity().arn()).endsWith(":user/dev");
            assertThat(iam.getUser().user().userName()).isEqualTo("dev");
            assertDenied(iam::listUsers, "AccessDenied", "iam:ListUsers");
            assertDenied(
                    () -> iam.createUser(request -> request.userName("other")),
                    "AccessDenied",
                    "arn:aws:iam::000000000000:user/other");
            assertThat(ec2.describeVpcs().vpcs()).isNotEmpty();
            assertDenied(
                    () -> ec2.createSecurityGroup(
                            request -> request.groupName("g").description("d")),
                    "UnauthorizedOperation",
                    "ec2:CreateSecurityGroup");
        }
    }

    @Test
    void aStrangerIsNobody() {
        try (var stranger = Sdk.of(endpoint(), "test", "test");
                var ecs = stranger.client(EcsClient.builder())) {
            var refused = catchThrowableOfType(AwsServiceException.class, ecs::listClusters);
            assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("UnrecognizedClientException");
        }
    }
}
