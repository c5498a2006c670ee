package dev.landfall.ecs.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.contract.ecs.LaunchType;
import dev.landfall.engine.EngineFault;
import dev.landfall.engine.PullFault;
import dev.landfall.engine.PullFault.Problem;
import dev.landfall.engine.PullFault.Stage;
import org.junit.jupiter.api.Test;

class PullReasonsTest {
    private static final String TIMEOUT = "Error response from daemon: Get \"https://r.example/v2/\": net/http: request"
            + " canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)";

    private static String fargate(String image, Stage stage, Problem problem, String message) {
        return PullReasons.of(LaunchType.FARGATE, image, EngineFault.of(new PullFault(stage, problem, 5), message));
    }

    private static String instance(String image, Stage stage, Problem problem, String message) {
        return PullReasons.of(LaunchType.EC2, image, EngineFault.of(new PullFault(stage, problem, 5), message));
    }

    @Test
    void namesEcrWhenAwsCannotBeReached() {
        var image = "999999999999.dkr.ecr.eu-west-1.amazonaws.com/team/app:v1";
        assertThat(fargate(image, Stage.MANIFEST, Problem.UNREACHABLE, TIMEOUT))
                .isEqualTo(
                        "CannotPullContainerError: The task cannot pull ‘" + image + "’ from the Amazon ECR repository"
                                + " ‘999999999999.dkr.ecr.eu-west-1.amazonaws.com/team/app’. There is a connection issue between"
                                + " the task and Amazon ECR. Check your task network configuration. pull image manifest has been"
                                + " retried 5 time(s): failed to resolve ref " + image + ": failed to do request: Get"
                                + " \"https://r.example/v2/\": net/http: request canceled while waiting for connection"
                                + " (Client.Timeout exceeded while awaiting headers)");
        assertThat(fargate(image, Stage.MANIFEST, Problem.MISSING, "manifest unknown"))
                .isEqualTo("CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve"
                        + " ref " + image + ": " + image + ": not found");
    }

    @Test
    void pointsToTheNetworkOnAnInstanceAsTheAgentDoes() {
        assertThat(instance("r.example/app:v1", Stage.MANIFEST, Problem.UNREACHABLE, TIMEOUT))
                .isEqualTo("CannotPullImageManifestError: " + TIMEOUT);
        assertThat(instance("r.example/app@sha256:00", Stage.MANIFEST, Problem.UNREACHABLE, TIMEOUT))
                .isEqualTo("CannotPullContainerError: The task can’t pull the image. Check your network configuration. "
                        + TIMEOUT);
    }

    @Test
    void tellsOnAnInstanceWhatTookTooLong() {
        var manifest = "Could not transition to MANIFEST_PULLED; timed out after waiting 1m0s";
        assertThat(instance("r.example/app", Stage.MANIFEST, Problem.NO_MANIFEST_IN_TIME, manifest))
                .isEqualTo("DockerTimeoutError: " + manifest);
        assertThat(fargate("r.example/app", Stage.MANIFEST, Problem.NO_MANIFEST_IN_TIME, manifest))
                .endsWith("failed to resolve ref r.example/app: context deadline exceeded");
        var whole = "Could not transition to pulled; timed out after waiting 2h0m0s";
        assertThat(instance("r.example/app", Stage.LAYERS, Problem.NOT_IN_TIME, whole))
                .isEqualTo("DockerTimeoutError: " + whole);
        assertThat(fargate("r.example/app", Stage.LAYERS, Problem.NOT_IN_TIME, whole))
                .isEqualTo("CannotPullContainerError: ref pull has been retried 5 time(s): failed to copy: context"
                        + " deadline exceeded");
    }

    @Test
    void namesTheLoginThatAnInstanceDoesNotGet() {
        assertThat(instance("app", Stage.MANIFEST, Problem.NO_LOGIN, "AccessDeniedException: no"))
                .isEqualTo("CannotPullECRContainerError: AccessDeniedException: no");
    }

    @Test
    void tellsOfLayersThatBreakOff() {
        assertThat(fargate("app", Stage.LAYERS, Problem.UNREACHABLE, "unexpected EOF"))
                .isEqualTo(
                        "CannotPullContainerError: ref pull has been retried 5 time(s): failed to copy: unexpected EOF");
        assertThat(fargate("app", Stage.LAYERS, Problem.UNREACHABLE, "Get \"http://r/\": dial tcp: i/o timeout"))
                .isEqualTo(
                        "CannotPullContainerError: ref pull has been retried 5 time(s): failed to copy:"
                                + " httpReadSeeker: failed open: failed to do request: Get \"http://r/\": dial tcp: i/o timeout");
        assertThat(instance("app", Stage.LAYERS, Problem.UNREACHABLE, "unexpected EOF"))
                .isEqualTo("CannotPullContainerError: unexpected EOF");
    }
}
