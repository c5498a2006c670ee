package dev.landfall.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.landfall.wire.Principal;
import dev.landfall.wire.TinyServer;
import dev.landfall.wire.auth.AccessKey;
import dev.landfall.wire.auth.Authorizer;
import dev.landfall.wire.auth.VerifyingAuthentication;
import dev.landfall.wire.http.HttpServer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The aws command line, whose signatures and protocols are botocore's: every family, verified in full. */
@Tag("slow")
final class AwsCliTest {
    private static final String KEY = "AKIAIOSFODNN7EXAMPLE";
    private static HttpServer server;

    @TempDir
    private Path home;

    private record Outcome(int exit, String text) {}

    @BeforeAll
    static void start() throws IOException {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "aws"))),
                "no aws command line here");
        var key = new AccessKey(
                KEY,
                "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
                Principal.root("111122223333", KEY),
                Optional.empty(),
                Optional.empty());
        server = TinyServer.start(
                0, new VerifyingAuthentication(id -> Optional.of(key).filter(k -> k.id().equals(id))), Authorizer.OPEN);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    private Outcome aws(String secret, String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("aws", "--output", "text"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        var environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("AWS_"));
        environment.put("HOME", home.toString());
        environment.put("AWS_ENDPOINT_URL", "http://127.0.0.1:" + server.port());
        environment.put("AWS_ACCESS_KEY_ID", KEY);
        environment.put("AWS_SECRET_ACCESS_KEY", secret);
        environment.put("AWS_DEFAULT_REGION", "eu-west-1");
        environment.put("AWS_PAGER", "");
        var process = builder.start();
        var text = new String(process.getInputStream().readAllBytes()).strip();
        return new Outcome(process.waitFor(), text);
    }

    private Outcome aws(List<String> arguments) throws Exception {
        return aws("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", arguments.toArray(String[]::new));
    }

    @Test
    void isBelievedAndUnderstoodInEveryProtocol() throws Exception {
        assertThat(aws(List.of("ecs", "create-cluster", "--cluster-name", "c", "--query", "cluster.clusterArn")))
                .isEqualTo(new Outcome(0, "arn:aws:ecs:eu-west-1:111122223333:cluster/c"));
        assertThat(aws(List.of("iam", "get-role", "--role-name", "r", "--query", "Role.Arn")))
                .isEqualTo(new Outcome(0, "arn:aws:iam::111122223333:role/r"));
        assertThat(aws(List.of("ec2", "describe-vpcs", "--vpc-ids", "vpc-1", "--query", "Vpcs[0].VpcId")))
                .isEqualTo(new Outcome(0, "vpc-1"));
        assertThat(aws(List.of("cloudwatch", "list-metrics", "--namespace", "n", "--query", "Metrics[0].Namespace")))
                .isEqualTo(new Outcome(0, "n"));
        assertThat(aws(List.of("logs", "create-log-group", "--log-group-name", "/new")))
                .isEqualTo(new Outcome(0, ""));
    }

    @Test
    void showsFaultsAsAwsDoes() throws Exception {
        assertThat(aws(List.of("ecs", "describe-clusters", "--clusters", "gone"))
                        .text())
                .contains("An error occurred (ClusterNotFoundException) when calling the DescribeClusters operation: "
                        + "Cluster not found.");
        assertThat(aws(List.of("ecs", "create-task-set", "--service", "s", "--cluster", "c", "--task-definition", "t"))
                        .text())
                .contains("(NotImplementedException)")
                .contains("Landfall does not implement ecs:CreateTaskSet yet; see docs/coverage.md");
        assertThat(aws(List.of("iam", "get-role", "--role-name", "gone")).text())
                .contains("(NoSuchEntity)");
        assertThat(aws(List.of("cloudwatch", "delete-dashboards", "--dashboard-names", "d"))
                        .text())
                .contains("Dashboard does not exist");
        assertThat(aws(List.of("s3", "ls")).text()).contains("(NotImplemented)").contains("API of s3");
    }

    @Test
    void isRefusedWithAWrongSecret() throws Exception {
        assertThat(aws("wrong", "ecs", "list-clusters").text()).contains("(InvalidSignatureException)");
        assertThat(aws("wrong", "sts", "get-caller-identity").text()).contains("(SignatureDoesNotMatch)");
        assertThat(aws("wrong", "ec2", "describe-vpcs").text()).contains("(AuthFailure)");
    }
}
