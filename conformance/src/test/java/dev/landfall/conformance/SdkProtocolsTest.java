package dev.landfall.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.landfall.wire.TinyServer;
import dev.landfall.wire.auth.AccessKeys;
import dev.landfall.wire.auth.Authorizer;
import dev.landfall.wire.auth.OpenAuthentication;
import dev.landfall.wire.http.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.DashboardNotFoundErrorException;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.EcrException;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;
import software.amazon.awssdk.services.ecs.model.EcsException;
import software.amazon.awssdk.services.ecs.model.InvalidParameterException;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ElasticLoadBalancingV2Exception;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.sts.StsClient;

/** Every protocol as the AWS SDK for Java speaks it, against operations that need nothing behind them. */
final class SdkProtocolsTest {
    private static HttpServer server;
    private static Sdk sdk;

    @BeforeAll
    static void start() throws IOException {
        server = TinyServer.start(0, new OpenAuthentication(AccessKeys.NONE), Authorizer.OPEN);
        sdk = Sdk.of(URI.create("http://127.0.0.1:" + server.port()), "123456789012", "secret");
    }

    @AfterAll
    static void stop() {
        sdk.close();
        server.close();
    }

    @Test
    void callsAJsonService() {
        try (var ecs = sdk.client(EcsClient.builder())) {
            var created = ecs.createCluster(request -> request.clusterName("demo")
                    .tags(Tag.builder().key("k").value("é/+@ ü").build()));
            assertThat(created.cluster().clusterArn()).isEqualTo("arn:aws:ecs:eu-west-1:123456789012:cluster/demo");
            assertThat(created.cluster().tags())
                    .singleElement()
                    .satisfies(tag -> assertThat(tag.value()).isEqualTo("é/+@ ü"));
            assertThat(created.responseMetadata().requestId()).hasSize(36);
        }
    }

    @Test
    void raisesTheExceptionOfAFault() {
        try (var ecs = sdk.client(EcsClient.builder())) {
            var fault = catchThrowableOfType(
                    ClusterNotFoundException.class, () -> ecs.describeClusters(request -> request.clusters("gone")));
            assertThat(fault.awsErrorDetails().errorMessage()).isEqualTo("Cluster not found.");
            assertThat(fault.statusCode()).isEqualTo(400);
            var invalid = catchThrowableOfType(
                    InvalidParameterException.class,
                    () -> ecs.describeClusters(request -> request.includeWithStrings("EVERYTHING")));
            assertThat(invalid.awsErrorDetails().errorMessage()).contains("'include' failed to satisfy constraint");
        }
    }

    @Test
    void doesNotRetryWhatIsNotBuilt() {
        try (var ecs = sdk.client(EcsClient.builder())) {
            var before = sdk.attempts();
            var fault = catchThrowableOfType(EcsException.class, () -> ecs.stopTask(request -> request.task("t")));
            assertThat(fault.statusCode()).isEqualTo(501);
            assertThat(fault.awsErrorDetails().errorCode()).isEqualTo("NotImplementedException");
            assertThat(sdk.attempts() - before).isEqualTo(1);
        }
        try (var ecr = sdk.client(EcrClient.builder())) {
            assertThat(catchThrowableOfType(EcrException.class, ecr::describeRepositories)
                            .statusCode())
                    .isEqualTo(501);
        }
        try (var elb = sdk.client(ElasticLoadBalancingV2Client.builder())) {
            assertThat(catchThrowableOfType(ElasticLoadBalancingV2Exception.class, elb::describeLoadBalancers)
                            .awsErrorDetails()
                            .errorCode())
                    .isEqualTo("NotImplementedException");
        }
    }

    @Test
    void callsAServiceWithEmptyAnswersAndLargeQuestions() {
        try (var logs = sdk.client(CloudWatchLogsClient.builder())) {
            logs.createLogGroup(request -> request.logGroupName("/new"));
            var there = catchThrowableOfType(
                    ResourceAlreadyExistsException.class,
                    () -> logs.createLogGroup(request -> request.logGroupName("/there")));
            assertThat(there.awsErrorDetails().errorMessage()).isEqualTo("The specified log group already exists");
            var events = IntStream.range(0, 1_000)
                    .mapToObj(i -> InputLogEvent.builder()
                            .timestamp((long) i)
                            .message("x".repeat(1_000))
                            .build())
                    .toList();
            var put = logs.putLogEvents(
                    request -> request.logGroupName("/g").logStreamName("s").logEvents(events));
            assertThat(put.nextSequenceToken()).isEqualTo("1000");
        }
    }

    @Test
    void callsAQueryService() {
        try (var iam = sdk.client(IamClient.builder())) {
            var role = iam.getRole(request -> request.roleName("r")).role();
            assertThat(role.arn()).isEqualTo("arn:aws:iam::123456789012:role/r");
            assertThat(role.createDate()).isEqualTo(Instant.parse("2026-11-21T20:00:00Z"));
            assertThat(iam.listRoles().roles()).extracting(Role::roleName).containsExactly("a", "b & <c>");
            var gone = catchThrowableOfType(
                    NoSuchEntityException.class, () -> iam.getRole(request -> request.roleName("gone")));
            assertThat(gone.statusCode()).isEqualTo(404);
            assertThat(gone.awsErrorDetails().errorMessage()).isEqualTo("The role with name gone cannot be found.");
            var invalid = catchThrowableOfType(
                    IamException.class, () -> iam.getRole(request -> request.roleName("no spaces allowed")));
            assertThat(invalid.awsErrorDetails().errorCode()).isEqualTo("ValidationError");
        }
        try (var sts = sdk.client(StsClient.builder())) {
            assertThat(sts.getCallerIdentity().arn()).isEqualTo("arn:aws:iam::123456789012:root");
            var unsigned = sts.assumeRoleWithWebIdentity(request -> request.roleArn("arn:aws:iam::123456789012:role/r")
                    .roleSessionName("session")
                    .webIdentityToken("a.b.c"));
            assertThat(unsigned.subjectFromWebIdentityToken()).isEqualTo("anonymous");
        }
    }

    @Test
    void callsACborService() {
        try (var cloudwatch = sdk.client(CloudWatchClient.builder())) {
            var metrics = cloudwatch
                    .listMetrics(request -> request.namespace("AWS/ECS"))
                    .metrics();
            assertThat(metrics)
                    .singleElement()
                    .satisfies(metric -> assertThat(metric.namespace()).isEqualTo("AWS/ECS"));
            var gone = catchThrowableOfType(
                    DashboardNotFoundErrorException.class,
                    () -> cloudwatch.deleteDashboards(request -> request.dashboardNames("d")));
            assertThat(gone.awsErrorDetails().errorMessage()).isEqualTo("Dashboard does not exist");
        }
    }

    @Test
    void callsEc2() {
        try (var ec2 = sdk.client(Ec2Client.builder())) {
            var vpcs = ec2.describeVpcs(request -> request.vpcIds("vpc-1", "vpc-2"))
                    .vpcs();
            assertThat(vpcs).extracting(vpc -> vpc.vpcId()).containsExactly("vpc-1", "vpc-2");
            assertThat(vpcs.getFirst().isDefault()).isTrue();
            var gone = catchThrowableOfType(
                    Ec2Exception.class, () -> ec2.describeVpcs(request -> request.vpcIds("vpc-gone")));
            assertThat(gone.awsErrorDetails().errorCode()).isEqualTo("InvalidVpcID.NotFound");
            assertThat(gone.awsErrorDetails().errorMessage()).isEqualTo("The vpc ID 'vpc-gone' does not exist");
            assertThat(gone.requestId()).hasSize(36);
        }
    }
}
