package dev.landfall.conformance;

import static dev.landfall.conformance.Workload.shell;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.ClientException;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.EnvironmentFile;
import software.amazon.awssdk.services.ecs.model.EnvironmentFileType;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.Secret;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

/** What containers are given from elsewhere: they print digests of their variables, never a value. */
@Tag("docker")
final class ConfigurationTest {
    private static final String ALLOWED = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":
             ["secretsmanager:GetSecretValue","ssm:GetParameters","s3:GetObject","s3:GetBucketLocation","s3:ListBucket"],
             "Resource":"*"}]}""";
    private static final String CANARY = "canary-7f3e9b1c5d";

    private static final String WHOLE =
            "{\"user\":\"" + CANARY + "\",\"port\":5432,\"big\":123456789,\"tls\":true,\"nested\":{\"a\":[1,2]}}";

    private static Server server;
    private static Workload workload;
    private static RawApi api;
    private static String reader;
    private static String stranger;
    private static String database;
    private static String firstVersion;

    @BeforeAll
    static void start() throws IOException {
        server = Server.start(Installation.on(DockerEngineOfTests.find().host()));
        workload = Workload.in(server.clients(), "configuration");
        api = new RawApi(server.installation().endpoint());
        reader = Workload.makeRole(server.clients(), "reader");
        server.clients()
                .iam()
                .putRolePolicy(
                        request -> request.roleName("reader").policyName("read").policyDocument(ALLOWED));
        stranger = Workload.makeRole(server.clients(), "stranger");
        makeSecrets();
        makeFiles();
    }

    private static void makeSecrets() {
        var made = done(api.secrets(
                "CreateSecret",
                "{\"Name\":\"app/db\",\"ClientRequestToken\":\"" + "1".repeat(32)
                        + "\",\"SecretString\":\"{\\\"user\\\":\\\"old\\\"}\"}"));
        database = made.replaceAll(".*\"ARN\":\"([^\"]*)\".*", "$1");
        firstVersion = "1".repeat(32);
        var value = "{\\\"user\\\":\\\"" + CANARY + "\\\",\\\"port\\\":5432,\\\"big\\\":123456789,\\\"tls\\\":true,"
                + "\\\"nested\\\":{\\\"a\\\":[1,2]}}";
        done(api.secrets("PutSecretValue", "{\"SecretId\":\"app/db\",\"SecretString\":\"" + value + "\"}"));
        done(
                api.secrets(
                        "PutSecretValue",
                        "{\"SecretId\":\"app/db\",\"SecretString\":\"{\\\"user\\\":\\\"next\\\"}\",\"VersionStages\":[\"AWSPENDING\"]}"));
        done(api.ssm(
                "PutParameter", "{\"Name\":\"/app/plain\",\"Value\":\"" + CANARY + "-plain\",\"Type\":\"String\"}"));
        done(api.ssm("PutParameter", "{\"Name\":\"secure\",\"Value\":\"" + CANARY + "-s\",\"Type\":\"SecureString\"}"));
    }

    private static void makeFiles() throws IOException {
        var bucket = Files.createDirectories(server.installation().data().resolve("s3/settings/app"));
        Files.writeString(
                bucket.resolve("one.env"),
                "# a comment\r\nFROM_FILE=\"quoted\" stays\r\nTWICE=first\nWINS=file\nEMPTY=\nURL=http://x/?a=b=c\n"
                        + "no assignment\nTAKEN=file\n");
        Files.writeString(bucket.resolve("two.env"), "TWICE=second\nONLY=two\n");
        Files.writeString(bucket.resolve("bad.env"), "A B=c\n");
        Files.createSymbolicLink(bucket.resolve("out.env"), Path.of("/etc/passwd"));
    }

    private static String done(RawApi.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    @AfterAll
    static void stop() throws IOException {
        workload.stopAll();
        api.close();
        server.close();
    }

    private static Secret secret(String name, String from) {
        return Secret.builder().name(name).valueFrom(from).build();
    }

    private static EnvironmentFile file(String name) {
        return EnvironmentFile.builder()
                .type(EnvironmentFileType.S3)
                .value("arn:aws:s3:::settings/" + name)
                .build();
    }

    /** A container that prints the digest of each of its variables, and ends. */
    private static ContainerDefinition.Builder printing(String... names) {
        var script = new StringBuilder();
        for (var name : names) {
            script.append("echo ")
                    .append(name)
                    .append(" $(printf %s \"$")
                    .append(name)
                    .append("\" | sha256sum);");
        }
        return shell("app", script.toString());
    }

    private static void isGiven(Task ended, Map<String, String> values) {
        assertThat(ended.containers().getFirst().exitCode())
                .as(ended.toString())
                .isZero();
        var seen = new TreeMap<String, String>();
        workload.lines(ended, "app").forEach(line -> seen.put(line.split(" ")[0], line.split(" ")[1]));
        var wanted = new TreeMap<String, String>();
        values.forEach((name, value) -> wanted.put(name, digest(value)));
        assertThat(seen).isEqualTo(wanted);
    }

    private static String digest(String value) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(value.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void givesSecretsWholeByKeyByStageAndByVersion() {
        var whole =
                "{\"user\":\"" + CANARY + "\",\"port\":5432,\"big\":123456789,\"tls\":true,\"nested\":{\"a\":[1,2]}}";
        var partial = database.substring(0, database.length() - 7);
        var definition = workload.register(
                reader,
                "secrets",
                printing("WHOLE", "KEYED", "NUMBER", "BIG", "TRUTH", "NESTED", "PENDING", "OLD", "PARTIAL", "PREVIOUS")
                        .secrets(
                                secret("WHOLE", database),
                                secret("KEYED", database + ":user::"),
                                secret("NUMBER", database + ":port::"),
                                secret("BIG", database + ":big::"),
                                secret("TRUTH", database + ":tls::"),
                                secret("NESTED", database + ":nested::"),
                                secret("PENDING", database + "::AWSPENDING:"),
                                secret("OLD", database + ":user::" + firstVersion),
                                secret("PARTIAL", partial + ":user::"),
                                secret("PREVIOUS", database + ":user:AWSPREVIOUS:")));
        isGiven(
                workload.stopped(workload.run(definition)),
                Map.of(
                        "WHOLE", WHOLE,
                        "KEYED", CANARY,
                        "NUMBER", "5432",
                        "BIG", "123456789",
                        "TRUTH", "true",
                        "NESTED", "{\"a\":[1,2]}",
                        "PENDING", "{\"user\":\"next\"}",
                        "OLD", "old",
                        "PARTIAL", CANARY,
                        "PREVIOUS", "old"));
    }

    @Test
    void givesParametersByNameAndArnDecrypted() {
        var arn = "arn:aws:ssm:" + Clients.REGION + ":" + Clients.ACCOUNT + ":parameter";
        var definition = workload.register(
                reader,
                "parameters",
                printing("PLAIN", "SECURE", "BY_ARN", "BY_ARN_WITHOUT_LEVELS", "REFERENCED")
                        .secrets(
                                secret("PLAIN", "/app/plain"),
                                secret("SECURE", "secure"),
                                secret("BY_ARN", arn + "/app/plain"),
                                secret("BY_ARN_WITHOUT_LEVELS", arn + "/secure"),
                                secret("REFERENCED", "/aws/reference/secretsmanager/app/db")));
        isGiven(
                workload.stopped(workload.run(definition)),
                Map.of(
                        "PLAIN", CANARY + "-plain",
                        "SECURE", CANARY + "-s",
                        "BY_ARN", CANARY + "-plain",
                        "BY_ARN_WITHOUT_LEVELS", CANARY + "-s",
                        "REFERENCED", WHOLE));
    }

    @Test
    void readsEnvironmentFilesFromTheTopDownBelowTheDefinition() {
        var definition = workload.register(
                reader,
                "files",
                printing("FROM_FILE", "TWICE", "WINS", "EMPTY", "URL", "ONLY", "TAKEN")
                        .environmentFiles(file("app/one.env"), file("app/two.env"))
                        .secrets(secret("TAKEN", "secure"))
                        .environment(pair("WINS", "definition")));
        isGiven(
                workload.stopped(workload.run(definition)),
                Map.of(
                        "FROM_FILE", "\"quoted\" stays",
                        "TWICE", "first",
                        "WINS", "definition",
                        "EMPTY", "",
                        "URL", "http://x/?a=b=c",
                        "ONLY", "two",
                        "TAKEN", CANARY + "-s"));
        var run = workload.run(
                definition,
                request -> request.overrides(o -> o.containerOverrides(
                        c -> c.name("app").environmentFiles(file("app/two.env")).environment(pair("WINS", "run")))));
        isGiven(
                workload.stopped(run),
                Map.of(
                        "FROM_FILE", "",
                        "TWICE", "second",
                        "WINS", "run",
                        "EMPTY", "",
                        "URL", "",
                        "ONLY", "two",
                        "TAKEN", CANARY + "-s"));
    }

    private static KeyValuePair pair(String name, String value) {
        return KeyValuePair.builder().name(name).value(value).build();
    }

    @Test
    void refusesASecretThatIsNamedLikeAVariable() {
        var container = printing("A").environment(pair("A", "plain")).secrets(secret("A", "secure"));
        assertThatThrownBy(() -> workload.register(reader, "twice", container))
                .isInstanceOf(ClientException.class)
                .hasMessageContaining(
                        "The secret name must be unique and not shared with any new or existing environment"
                                + " variables set on the container, such as 'A'.");
        var definition = workload.register(reader, "once", printing("A").secrets(secret("A", "secure")));
        assertThatThrownBy(() -> workload.run(
                        definition,
                        request -> request.overrides(
                                o -> o.containerOverrides(c -> c.name("app").environment(pair("A", "run"))))))
                .isInstanceOf(ClientException.class)
                .hasMessageContaining("The secret name must be unique");
        assertThatThrownBy(() -> workload.register(reader, "name", printing("A").secrets(secret("A", "app/db:user::"))))
                .isInstanceOf(ClientException.class)
                .hasMessageContaining("The Systems Manager parameter name specified for secret A is invalid.");
        assertThatThrownBy(() -> workload.register("", "roleless", printing("A").secrets(secret("A", "secure"))))
                .isInstanceOf(ClientException.class)
                .hasMessageContaining("When you are specifying container secrets, you must also specify a value for"
                        + " 'executionRoleArn'.");
    }

    @Test
    void tellsWhyASecretCannotBeHad() {
        var asm = "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval"
                + " failed: unable to retrieve secret from asm: service call has been retried 1 time(s): ";
        var missing = "arn:aws:secretsmanager:" + Clients.REGION + ":" + Clients.ACCOUNT + ":secret:gone-AbCdEf";
        assertThat(reason(reader, secret("A", missing)))
                .startsWith(asm + "failed to fetch secret " + missing + " from secrets manager: operation error Secrets"
                        + " Manager: GetSecretValue, https response error StatusCode: 400, RequestID: ")
                .endsWith(", ResourceNotFoundException: Secrets Manager can't find the specified secret.");
        assertThat(reason(reader, secret("A", database + ":none::")))
                .isEqualTo(asm + "retrieved secret from Secrets Manager did not contain json key none");
        assertThat(reason(reader, secret("A", database + "::NOSTAGE:")))
                .endsWith("ResourceNotFoundException: Secrets Manager can't find the specified secret value for staging"
                        + " label: NOSTAGE");
        assertThat(reason(reader, secret("A", database + ":::" + "9".repeat(32))))
                .endsWith("ResourceNotFoundException: Secrets Manager can't find the specified secret value for"
                        + " VersionId: " + "9".repeat(32));
        var task = failed(stranger, printing("A").secrets(secret("A", database + ":user::")));
        assertThat(task.stoppedReason())
                .startsWith(asm + "failed to fetch secret " + database + " from secrets manager: ")
                .endsWith("api error AccessDeniedException: User: arn:aws:sts::" + Clients.ACCOUNT
                        + ":assumed-role/stranger/"
                        + task.taskArn().substring(task.taskArn().lastIndexOf('/') + 1)
                        + " is not authorized to perform: secretsmanager:GetSecretValue on resource: " + database
                        + " because no identity-based policy allows the secretsmanager:GetSecretValue action");
    }

    @Test
    void tellsWhyAParameterCannotBeHad() {
        var ssm = "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval"
                + " failed: unable to retrieve secrets from ssm: service call has been retried 1 time(s): ";
        assertThat(reason(reader, secret("A", "/not/there"), secret("B", "secure"), secret("C", "nor-this")))
                .isEqualTo(ssm + "invalid ssm parameters: /not/there,nor-this");
        assertThat(reason(stranger, secret("A", "secure")))
                .startsWith(
                        ssm + "operation error SSM: GetParameters, https response error StatusCode: 400, RequestID: ")
                .contains("is not authorized to perform: ssm:GetParameters on resource: arn:aws:ssm:" + Clients.REGION
                        + ":" + Clients.ACCOUNT + ":parameter/secure because");
    }

    @Test
    void tellsWhyAFileCannotBeHad() {
        var files = "ResourceInitializationError: failed to download env files: file download command: non empty error"
                + " stream: service call has been retried 1 time(s): ";
        assertThat(reason(reader, file("app/none.env")))
                .startsWith(files + "operation error S3: HeadObject, https response error StatusCode: 404, RequestID: ")
                .endsWith(", api error NotFound: Not Found");
        assertThat(reason(reader, file("../../identity.env"))).endsWith("api error NotFound: Not Found");
        assertThat(reason(reader, file("app/out.env"))).endsWith("api error Forbidden: Forbidden");
        assertThat(reason(stranger, file("app/one.env"))).endsWith("api error Forbidden: Forbidden");
        assertThat(reason(reader, file("app/bad.env")))
                .isEqualTo(files + "arn:aws:s3:::settings/app/bad.env: line 1 has no valid variable name");
    }

    private static String reason(String role, Secret... secrets) {
        return failed(role, printing("A").secrets(secrets)).stoppedReason();
    }

    private static String reason(String role, EnvironmentFile... files) {
        return failed(role, printing("A").environmentFiles(files)).stoppedReason();
    }

    private static Task failed(String role, ContainerDefinition.Builder container) {
        var task = workload.stopped(workload.run(workload.register(role, "fails", container)));
        assertThat(task.stopCode()).isEqualTo(TaskStopCode.TASK_FAILED_TO_START);
        return task;
    }

    @Test
    void givesAndTellsTheSameToTasksOnAnInstanceInTheAgentsWords() {
        api.registerInstance("configuration");
        var given = workload.stopped(onInstance(printing("A", "B", "ONLY")
                .secrets(secret("A", "/app/plain"), secret("B", database + ":user::"))
                .environmentFiles(file("app/two.env"))));
        isGiven(given, Map.of("A", CANARY + "-plain", "B", CANARY, "ONLY", "two"));
        var missing = workload.stopped(onInstance(printing("A").secrets(secret("A", "/not/there"))));
        assertThat(missing.stopCode()).isEqualTo(TaskStopCode.TASK_FAILED_TO_START);
        assertThat(missing.stoppedReason())
                .isEqualTo("Fetching secret data from SSM Parameter Store in " + Clients.REGION
                        + ": invalid parameters: /not/there");
        var keyless = workload.stopped(onInstance(printing("A").secrets(secret("A", database + ":none::"))));
        assertThat(keyless.stoppedReason())
                .isEqualTo("Fetching secret data from AWS Secrets Manager in region " + Clients.REGION
                        + ": retrieved secret from Secrets Manager did not contain json key none");
    }

    private static Task onInstance(ContainerDefinition.Builder container) {
        var ecs = server.clients().ecs();
        var definition = ecs.registerTaskDefinition(request -> request.family("on-instance")
                        .requiresCompatibilities(Compatibility.EC2)
                        .networkMode(NetworkMode.BRIDGE)
                        .executionRoleArn(reader)
                        .containerDefinitions(container.memory(64).build()))
                .taskDefinition();
        return ecs.runTask(request -> request.cluster("configuration")
                        .launchType(LaunchType.EC2)
                        .taskDefinition(definition.taskDefinitionArn()))
                .tasks()
                .getFirst();
    }

    @Test
    void keepsNoValueInClear() throws IOException {
        var definition = workload.register(
                reader, "kept", shell("app", Workload.WAITS).secrets(secret("A", "/app/plain"), secret("B", database)));
        var task = workload.running(workload.run(definition));
        assertThat(holding(server.installation().data())).isEmpty();
        workload.stop(task, "enough");
        workload.stopped(task);
        assertThat(holding(server.installation().data())).isEmpty();
    }

    /** The files that have the value in them, in whatever form it is searched for. */
    private static List<Path> holding(Path folder) throws IOException {
        var encoded = java.util.Base64.getEncoder().withoutPadding().encodeToString(CANARY.getBytes(UTF_8));
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> has(file, CANARY) || has(file, encoded.substring(0, 12)))
                    .toList();
        }
    }

    private static boolean has(Path file, String text) {
        try {
            var bytes = Files.readAllBytes(file);
            var wanted = text.getBytes(UTF_8);
            for (var at = 0; at + wanted.length <= bytes.length; at++) {
                if (Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
