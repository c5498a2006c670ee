package dev.landfall.conformance;

import static dev.landfall.conformance.Workload.shell;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.Host;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A task starts once its execution role may all that its start takes, and tells each time what is still wanting. */
@Tag("docker")
@Tag("slow")
final class ExecutionRoleTest {
    private static final String ACCOUNT = "000000000000"; // the home account's root has the one key there is at first
    private static final String CANNOT_PULL = "CannotPullContainerError: The task can’t pull the image. Check that the"
            + " role has the permissions to pull images from the registry. Error response from daemon: pull access"
            + " denied for ";

    @Test
    void maySecretsThenTheRegistryThenTheImageThenTheLog() throws IOException {
        var docker = DockerEngineOfTests.find();
        var installation = Installation.on(docker.host()).enforcing();
        try (var host = Host.start(installation.settings())) {
            var key = Files.readAllLines(installation.data().resolve("root-credentials"));
            try (var root = new Clients(installation.endpoint(), key.get(0), key.get(1))) {
                go(docker, root);
            }
        } finally {
            installation.erase();
        }
    }

    private static void go(DockerEngineOfTests docker, Clients root) {
        var repository = root.ecr()
                .createRepository(request -> request.repositoryName("team/app"))
                .repository();
        docker.logIn(root);
        var image = repository.repositoryUri() + ":v1";
        docker.docker("tag", DockerEngineOfTests.BUSYBOX, image);
        docker.docker("push", "-q", image);
        docker.docker("rmi", image);
        var workload = Workload.in(root, "permissions");
        var role = root.iam()
                .createRole(request -> request.roleName("bare").assumeRolePolicyDocument(Workload.TRUST))
                .role()
                .arn();
        var definition = workload.register(
                role,
                "permissions",
                shell("app", "exit 0")
                        .image(image)
                        .secrets(secret -> secret.name("S").valueFrom("given")));
        // Root wrote no parameter: who may not read it is not told whether it is there.
        for (var next : new String[][] {
            {"ssm:GetParameters", "unable to retrieve secrets from ssm: ", "arn:aws:ssm:" + Clients.REGION},
            {"", "invalid ssm parameters: given", ""},
        }) {
            refused(workload, root, definition, next);
        }
        workload.register(role, "permissions", shell("app", "exit 0").image(image));
        for (var next : new String[][] {
            {"ecr:GetAuthorizationToken", "unable to retrieve ecr registry auth: ", "*"},
            {"ecr:BatchGetImage", CANNOT_PULL, "repository/team/app"},
            {"ecr:GetDownloadUrlForLayer", CANNOT_PULL, "repository/team/app"},
            {"logs:CreateLogStream", "failed to create Cloudwatch log stream: ", Workload.GROUP + ":log-stream:ecs/app/"
            },
            {"logs:PutLogEvents", "failed to create Cloudwatch log stream: ", Workload.GROUP},
        }) {
            refused(workload, root, "permissions", next);
        }
        var task = workload.stopped(workload.run("permissions"));
        assertThat(task.containers().getFirst().exitCode()).as(task.toString()).isZero();
        docker.attempt(
                "",
                "rmi",
                "-f",
                image.replace(":v1", "@" + task.containers().getFirst().imageDigest()));
    }

    /** @param next an action, what is told as long as it is not allowed, and of which resource */
    private static void refused(Workload workload, Clients root, String definition, String[] next) {
        var task = workload.stopped(workload.run(definition));
        assertThat(task.stopCodeAsString()).as(task.toString()).isEqualTo("TaskFailedToStart");
        assertThat(task.stoppedReason()).contains(next[1], next[2]);
        if (!next[0].isEmpty()) {
            assertThat(task.stoppedReason())
                    .contains("User: arn:aws:sts::" + ACCOUNT + ":assumed-role/bare/")
                    .contains(" is not authorized to perform: " + next[0] + " on resource: ")
                    .contains(" because no identity-based policy allows the " + next[0] + " action");
            Workload.allow(root, "bare", next[0]);
        }
    }
}
