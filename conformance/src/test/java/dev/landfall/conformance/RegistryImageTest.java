package dev.landfall.conformance;

import static dev.landfall.conformance.Workload.WAITS;
import static dev.landfall.conformance.Workload.shell;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Images that were pushed to this server's own registry, by the names that task definitions call them. */
@Tag("docker")
final class RegistryImageTest {
    private static DockerEngineOfTests docker;
    private static Server server;
    private static Workload workload;
    private static String pushed;
    private static String digest;

    @BeforeAll
    static void push() throws IOException {
        docker = DockerEngineOfTests.find();
        server = Server.start(Installation.on(docker.host()));
        workload = Workload.in(server.clients(), "registry");
        var repository = server.clients()
                .ecr()
                .createRepository(request -> request.repositoryName("team/app"))
                .repository();
        docker.logIn(server.clients());
        pushed = repository.repositoryUri() + ":v1";
        docker.docker("tag", DockerEngineOfTests.BUSYBOX, pushed);
        docker.docker("push", "-q", pushed);
        docker.docker("rmi", pushed);
        digest = server.clients()
                .ecr()
                .describeImages(request -> request.repositoryName("team/app"))
                .imageDetails()
                .getFirst()
                .imageDigest();
    }

    @AfterAll
    static void stop() throws IOException {
        workload.stopAll();
        docker.attempt("", "rmi", "-f", pushed.replace(":v1", "@" + digest));
        server.close();
    }

    @Test
    void runsAnImageByTheAddressThatAwsGivesIt() {
        runsThePushedImage("%s.dkr.ecr.%s.amazonaws.com/team/app:v1".formatted(Clients.ACCOUNT, Clients.REGION));
    }

    @Test
    void runsAnImageByTheAddressThatTheRepositoryHasHere() {
        runsThePushedImage(pushed);
    }

    @Test
    void runsAnImageByItsDigest() {
        runsThePushedImage(
                "%s.dkr.ecr.%s.amazonaws.com/team/app@%s".formatted(Clients.ACCOUNT, Clients.REGION, digest));
    }

    private static void runsThePushedImage(String image) {
        var definition = workload.register("pushed", shell("app", WAITS).image(image));
        var container = workload.running(workload.run(definition)).containers().getFirst();
        assertThat(container.image()).isEqualTo(image);
        assertThat(container.imageDigest()).isEqualTo(digest);
    }
}
