package dev.landfall.conformance;

import static dev.landfall.conformance.Workload.WAITS;
import static dev.landfall.conformance.Workload.shell;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

/** Images of a registry that wants a login, which a secret holds: another server's registry is one. */
@Tag("docker")
final class PrivateRegistryTest {
    private static DockerEngineOfTests docker;
    private static Server elsewhere;
    private static Server server;
    private static Workload workload;
    private static RawApi api;
    private static String reader;
    private static String image;
    private static String password;

    @BeforeAll
    static void start() throws IOException {
        docker = DockerEngineOfTests.find();
        elsewhere = Server.start(Installation.on(docker.host()));
        var repository = elsewhere
                .clients()
                .ecr()
                .createRepository(request -> request.repositoryName("private/app"))
                .repository();
        docker.logIn(elsewhere.clients());
        image = repository.repositoryUri() + ":v1";
        docker.docker("tag", DockerEngineOfTests.BUSYBOX, image);
        docker.docker("push", "-q", image);
        docker.docker("rmi", image);
        docker.docker("logout", repository.repositoryUri().split("/")[0]);
        var token = elsewhere
                .clients()
                .ecr()
                .getAuthorizationToken()
                .authorizationData()
                .getFirst();
        password = new String(Base64.getDecoder().decode(token.authorizationToken()), StandardCharsets.UTF_8)
                .substring("AWS:".length());

        server = Server.start(Installation.on(docker.host()));
        workload = Workload.in(server.clients(), "private");
        api = new RawApi(server.installation().endpoint());
        reader = Workload.makeRole(server.clients(), "reader");
        Workload.allow(server.clients(), "reader", "secretsmanager:GetSecretValue");
    }

    @AfterAll
    static void stop() throws IOException {
        workload.stopAll();
        docker.attempt("", "rmi", "-f", image);
        api.close();
        server.close();
        elsewhere.close();
    }

    private static String login(String name, String content) {
        var made = api.secrets(
                "CreateSecret",
                "{\"Name\":\"" + name + "\",\"SecretString\":\""
                        + content.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}");
        assertThat(made.status()).as(made.body()).isEqualTo(200);
        return made.body().replaceAll(".*\"ARN\":\"([^\"]*)\".*", "$1");
    }

    private static ContainerDefinition.Builder pulling(String credentials) {
        return shell("app", WAITS).image(image).repositoryCredentials(given -> given.credentialsParameter(credentials));
    }

    private static Task failed(ContainerDefinition.Builder container) {
        docker.attempt("", "rmi", "-f", image);
        var task = workload.stopped(workload.run(workload.register(reader, "fails", container)));
        assertThat(task.stopCode()).as(task.toString()).isEqualTo(TaskStopCode.TASK_FAILED_TO_START);
        return task;
    }

    @Test
    void pullsWithTheLoginOfASecretByItsArnAndByItsName() throws IOException {
        var arn = login("registry", "{\"username\":\"AWS\",\"password\":\"" + password + "\"}");
        for (var credentials : new String[] {arn, "registry"}) {
            docker.attempt("", "rmi", "-f", image);
            var task = workload.running(workload.run(workload.register(reader, "pulls", pulling(credentials))));
            assertThat(task.containers().getFirst().image()).isEqualTo(image);
            workload.stop(task, "enough");
            workload.stopped(task);
        }
    }

    @Test
    void tellsThatTheRegistryWantsALogin() {
        var denied = "CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref "
                + image + ": pull access denied, repository does not exist or may require authorization: ";
        assertThat(failed(shell("app", WAITS).image(image)).stoppedReason())
                .isEqualTo(denied + "authorization failed: no basic auth credentials");
        var wrong = login("wrong", "{\"username\":\"AWS\",\"password\":\"let-me-in-please\"}");
        assertThat(failed(pulling(wrong)).stoppedReason())
                .startsWith(denied)
                .endsWith(": authorization failed")
                .doesNotContain("let-me-in-please");
    }

    @Test
    void tellsThatThereIsNoLoginInTheSecret() {
        var asm = "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval"
                + " failed: unable to retrieve secret from asm: service call has been retried 1 time(s): ";
        assertThat(failed(pulling("not-there")).stoppedReason())
                .startsWith(asm + "failed to fetch secret not-there from secrets manager: ")
                .endsWith("ResourceNotFoundException: Secrets Manager can't find the specified secret.");
        assertThat(failed(pulling(login("text", "hush-hush"))).stoppedReason())
                .isEqualTo(asm + "asm fetching authorization data: unable to unmarshal secret value, invalid schema");
        assertThat(failed(pulling(login("half", "{\"username\":\"AWS\"}"))).stoppedReason())
                .isEqualTo(asm + "asm fetching password: AuthorizationData is malformed, empty field");
    }
}
