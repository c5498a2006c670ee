package dev.landfall.conformance;

import static dev.landfall.conformance.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.NetworkConfiguration;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.Task;

/**
 * AWS's SDK for Python as anyone installs it, in a container: no endpoint, no keys, no region is told to it. The server's
 * own port is open, and yet a container may do what its role may and no more.
 */
@Tag("docker")
@Tag("slow")
final class SdkInsideTest {
    private static final String IMAGE = "landfall/python-boto3:local"; // made by ./landfall test
    private static DockerEngineOfTests engine;
    private static Server server;
    private static Workload workload;
    private static Task withRole;
    private static Task withoutRole;
    private static String role;

    @BeforeAll
    static void start() throws IOException {
        engine = DockerEngineOfTests.find();
        assumeTrue(engine.attempt("", "image", "inspect", IMAGE).status() == 0, "There is no " + IMAGE);
        server = Server.start(Installation.on(engine.host()));
        workload = Workload.in(server.clients(), "sdk");
        role = Workload.makeRole(server.clients(), "lister");
        var policy = """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["ecs:ListTasks","ecs:DescribeTasks"],
                 "Resource":"*"}]}""";
        server.clients()
                .iam()
                .putRolePolicy(
                        request -> request.roleName("lister").policyName("list").policyDocument(policy));
        withRole = workload.running(workload.run(
                workload.register("with", python()), request -> request.overrides(o -> o.taskRoleArn(role))));
        withoutRole = workload.running(workload.run(workload.register("without", python())));
    }

    private static ContainerDefinition.Builder python() {
        return ContainerDefinition.builder()
                .name("main")
                .image(IMAGE)
                .command(
                        "python3",
                        "-c",
                        "import signal, sys; signal.signal(15, lambda *_: sys.exit(0)); signal.pause()")
                .essential(true);
    }

    @AfterAll
    static void stop() throws IOException {
        if (server != null) {
            workload.stopAll();
            server.close();
        }
    }

    @Test
    void listsItsOwnClusterThroughItsTaskRole() {
        assertThat(python(withRole, "print(boto3.client('ecs').list_tasks(cluster='sdk')['taskArns'])"))
                .contains(withRole.taskArn(), withoutRole.taskArn());
        var id = withRole.taskArn().substring(withRole.taskArn().lastIndexOf('/') + 1);
        assertThat(python(withRole, "print(boto3.client('sts').get_caller_identity()['Arn'])"))
                .isEqualTo("arn:aws:sts::" + Clients.ACCOUNT + ":assumed-role/lister/" + id);
    }

    @Test
    void findsItsRoleOnTheHostsNetworkToo() throws IOException {
        try (var own = new RawApi(server.installation().endpoint())) {
            own.registerInstance("sdk");
        }
        var definition = workload.register(
                "host",
                request -> request.networkMode(NetworkMode.HOST)
                        .requiresCompatibilities(Compatibility.EC2)
                        .taskRoleArn(role),
                python());
        var task = workload.running(workload.run(
                definition,
                request -> request.launchType(LaunchType.EC2).networkConfiguration((NetworkConfiguration) null)));
        assertThat(python(task, "print(boto3.client('ecs').list_tasks(cluster='sdk')['taskArns'])"))
                .contains(task.taskArn());
        assertThat(error(task, "boto3.client('ecs').delete_cluster(cluster='sdk')"))
                .startsWith("AccessDeniedException User: arn:aws:sts::" + Clients.ACCOUNT + ":assumed-role/lister/");
        workload.stop(task, "over");
        workload.stopped(task);
    }

    @Test
    void isDeniedWhatItsRoleDoesNotAllow() {
        assertThat(error(withRole, "boto3.client('ecs').delete_cluster(cluster='sdk')"))
                .startsWith("AccessDeniedException User: arn:aws:sts::" + Clients.ACCOUNT + ":assumed-role/lister/")
                .contains("is not authorized to perform: ecs:DeleteCluster");
    }

    @Test
    void isNobodyWithoutARole() {
        assertThat(engine.attempt(
                                "",
                                "exec",
                                Inside.of(engine, withoutRole, "main").id(),
                                "python3",
                                "-c",
                                """
                        import boto3, time
                        boto3.client('ecs', aws_access_key_id='warms', aws_secret_access_key='up')
                        start = time.time()
                        try:
                            boto3.client('ecs').list_tasks(cluster='sdk')
                        except Exception as e:
                            print(type(e).__name__, 'quick' if time.time() - start < 5 else 'slow')
                        """)
                        .text()
                        .strip())
                .isEqualTo("NoCredentialsError quick");
        // Keys that the operator's own port takes for root's are worth nothing here.
        var made = "boto3.client('ecs', aws_access_key_id='" + Clients.ACCOUNT
                + "', aws_secret_access_key='secret').list_tasks(cluster='sdk')";
        assertThat(error(withoutRole, made))
                .isEqualTo("UnrecognizedClientException The security token included in the request is invalid.");
    }

    @Test
    void readsMetadataAndStatistics() {
        var script = """
                import json, os, urllib.request
                def get(path):
                    return json.load(urllib.request.urlopen(os.environ['ECS_CONTAINER_METADATA_URI_V4'] + path))
                print(get('/task')['TaskARN'], sorted(get('/task/stats')) == [get('')['DockerId']])
                """;
        assertThat(Inside.of(engine, withRole, "main").run("python3 -c \"" + script + "\""))
                .isEqualTo(withRole.taskArn() + " True");
    }

    @Test
    void goesOnAfterTheServerStartedAgain() throws IOException {
        var loop = """
                import boto3, time, signal
                ecs = boto3.client('ecs')
                for i in range(600):
                    try:
                        ecs.list_tasks(cluster='sdk')
                        open('/tmp/said', 'a').write('ok\\n')
                    except Exception as e:
                        open('/tmp/said', 'a').write(type(e).__name__ + '\\n')
                    time.sleep(0.1)
                """;
        var inside = Inside.of(engine, withRole, "main");
        engine.docker("exec", "-d", inside.id(), "python3", "-c", loop);
        eventually("answers", () -> said(inside).endsWith("ok"));
        server.restart();
        inside.run("echo restarted >> /tmp/said");
        // With the credentials it has, which the server before gave out.
        eventually("answers again", () -> said(inside).endsWith("ok"));
        assertThat(python(withRole, "print(len(boto3.client('ecs').list_tasks(cluster='sdk')['taskArns']))"))
                .isEqualTo("2");
    }

    private static String said(Inside inside) {
        return engine.attempt("", "exec", inside.id(), "sh", "-c", "cat /tmp/said")
                .text()
                .strip();
    }

    private static String python(Task task, String line) {
        return Inside.of(engine, task, "main").run("python3 -c \"import boto3; " + line + "\"");
    }

    /** The error's code and message, as the SDK tells it. */
    private static String error(Task task, String call) {
        return engine.attempt("", "exec", Inside.of(engine, task, "main").id(), "python3", "-c", """
                        import boto3, botocore
                        try:
                            %s
                        except botocore.exceptions.ClientError as e:
                            print(e.response['Error']['Code'], e.response['Error']['Message'])
                        """.formatted(call))
                .text()
                .strip();
    }
}
