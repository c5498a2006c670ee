package dev.landfall.ecs.explain;

import static dev.landfall.ecs.explain.Stopped.container;
import static dev.landfall.ecs.explain.Stopped.exited;
import static dev.landfall.ecs.explain.Stopped.second;
import static dev.landfall.ecs.explain.Stopped.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.contract.ecs.TaskStopCode;
import dev.landfall.engine.ContainerState;
import dev.landfall.engine.EngineFault;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What to do, for each of the ends that newcomers meet. */
class AdviceTest {
    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # what AWS or the engine says | how the advice begins
            api error AccessDeniedException: User: arn:aws:sts::000000000000:assumed-role/ecsTaskExecutionRole/0123 is not authorized to perform: logs:CreateLogGroup on resource: arn:aws:logs:x because no | allow it to the role: aws iam put-role-policy --role-name ecsTaskExecutionRole --policy-name more --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"logs:CreateLogGroup","Resource":"*"}]}'
            ECS was unable to assume the role 'arn:aws:iam::000000000000:role/service/app' that was provided for this task. | make the role, or let tasks assume it: aws iam create-role --role-name app --assume-role-policy-document '{
            unable to retrieve secrets from ssm: service call has been retried 1 time(s): invalid ssm parameters: /shop/db,/b | create the parameter: aws ssm put-parameter --type SecureString --name /shop/db --value VALUE
            ResourceNotFoundException: Secrets Manager can't find the specified secret. | create the secret: aws secretsmanager create-secret
            failed to download env files: file download command: non empty error stream: Forbidden: Forbidden | put the file in a folder
            The specified log group does not exist. | create the group with aws logs create-log-group
            Get "https://registry-1.docker.io/v2/": dial tcp: lookup registry-1.docker.io: no such host | this machine does not reach that registry.
            The task cannot pull ‘1.dkr.ecr.eu-west-1.amazonaws.com/a’ from the Amazon ECR repository ‘a’. There is a connection issue between the task and Amazon ECR. | this machine does not reach that registry.
            The task can’t pull the image. Check that the role has the permissions to pull images from the registry. | allow ecr:BatchGetImage
            pull access denied for nginx, repository does not exist | check the image's name and tag
            OCI runtime create failed: exec: "/opt/run.sh": stat /opt/run.sh: no such file or directory: unknown | the image has no such program.
            OCI runtime create failed: exec: "/run.sh": permission denied: unknown | make the file executable
            exec /bin/app: exec format error | the image is made for another CPU
            Bind for 0.0.0.0:80 failed: port is already allocated | another program has that host port
            write /var/lib/docker/tmp/x: no space left on device | make room on the engine's disk
            unable to find user nginx: no matching entries in passwd file | the image has no such user
            """)
    void helpsWithWhatWasSaid(String said, String advice) {
        var told = task(TaskStopCode.TASK_FAILED_TO_START, said, container("app", true, new ContainerState.Absent()));
        assertThat(Advice.of(told)).hasValueSatisfying(text -> assertThat(text).startsWith(advice));
        var failed = new ContainerState.Failed(Optional.empty(), new EngineFault(EngineFault.Step.START, said));
        var hidden = task(TaskStopCode.TASK_FAILED_TO_START, "Task failed to start", container("app", true, failed));
        assertThat(Advice.of(hidden)).isEqualTo(Advice.of(told));
    }

    @Test
    void tellsATaskThatDidItsWorkFromOneThatEndedTooSoon() {
        var known = task(
                TaskStopCode.ESSENTIAL_CONTAINER_EXITED,
                "Essential container in task exited",
                container("job", true, exited(9, 0)));
        assertThat(Advice.of(known))
                .hasValueSatisfying(text -> assertThat(text).startsWith("nothing, if job was to do its work and end."));
    }

    @Test
    void tellsHowToEndSooner() {
        var known = task(TaskStopCode.USER_INITIATED, "no such host", container("app", true, exited(40, 137)));
        assertThat(Advice.of(known))
                .hasValueSatisfying(text -> assertThat(text).contains("let app handle its stop signal"));
    }

    @Test
    void tellsWhereMemoryRanOut() {
        var state = new ContainerState.Exited("id", Optional.empty(), second(0), second(9), 137, true);
        var known = task(
                TaskStopCode.ESSENTIAL_CONTAINER_EXITED,
                "Essential container in task exited",
                container("app", true, state));
        assertThat(Advice.of(known)).contains("raise memory of container app, or of the task");
    }

    @Test
    void leavesAProgramsOwnFailureToItsLog() {
        var known = task(
                TaskStopCode.ESSENTIAL_CONTAINER_EXITED,
                "Essential container in task exited",
                container("app", true, exited(9, 3)));
        assertThat(Advice.of(known)).isEmpty();
    }
}
