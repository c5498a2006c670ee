package dev.landfall.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.EcsException;

/** A disk that is full costs the request that needs it, and nothing else. Needs the right to mount file systems. */
@Tag("docker")
final class FullDiskTest {
    private static final int LAYER_BYTES = 8 * 1024 * 1024;

    private static DockerEngineOfTests docker;
    private final List<String> images = new ArrayList<>();

    @AfterEach
    void removeImages() {
        images.forEach(image -> docker.docker("rmi", "-f", image));
    }

    @BeforeAll
    static void findDocker() throws IOException {
        docker = DockerEngineOfTests.find();
    }

    @Test
    void refusesAPushThatItsDiskDoesNotTakeAndTakesItOnceItDoes() throws IOException {
        var installation = Installation.on(docker.host());
        try (var disk = SmallDisk.at(installation.ground(), "6m");
                var server = Server.start(installation)) {
            var ecr = server.clients().ecr();
            var repository = ecr.createRepository(request -> request.repositoryName("big"))
                    .repository();
            var image = repository.repositoryUri() + ":one";
            makeImage(image);
            images.add(image);
            docker.logIn(server.clients());

            var refused = docker.attempt("", "push", image);
            assertThat(refused.status()).as(refused.text()).isNotZero();
            assertThat(refused.text()).contains("no space left on device");
            assertThat(ecr.listImages(request -> request.repositoryName("big")).imageIds())
                    .isEmpty();
            assertThat(disk.freeBytes()).as("what arrived is gone again").isGreaterThan(2_000_000);

            disk.grow("32m");
            var taken = docker.attempt("", "push", image);
            assertThat(taken.status()).as(taken.text()).isZero();
            assertThat(ecr.listImages(request -> request.repositoryName("big")).imageIds())
                    .singleElement()
                    .satisfies(id -> assertThat(id.imageTag()).isEqualTo("one"));
        }
    }

    @Test
    void refusesToWriteDownWhatItCannotKeepAndGoesOnAnswering() throws IOException {
        var installation = Installation.on(docker.host());
        try (var disk = SmallDisk.at(installation.ground(), "8m");
                var server = Server.start(installation)) {
            var ecs = server.clients().ecs();
            ecs.createCluster(request -> request.clusterName("before"));
            disk.fill();
            Throwable refused = null;
            for (var n = 0; n < 2_000 && refused == null; n++) { // until the last free pages of the log are used
                var name = "full-" + n;
                refused = catchThrowable(() -> ecs.createCluster(request -> request.clusterName(name)));
            }
            assertThat(refused).isInstanceOf(EcsException.class);
            assertThat(((EcsException) refused).statusCode()).isEqualTo(500);
            var kept = ecs.listClustersPaginator().clusterArns().stream().toList();
            assertThat(kept).anyMatch(arn -> arn.endsWith("/before"));

            disk.empty();
            ecs.createCluster(request -> request.clusterName("after"));
            server.restart();
            assertThat(ecs.listClustersPaginator().clusterArns().stream().toList())
                    .containsAll(kept)
                    .anyMatch(arn -> arn.endsWith("/after"));
        }
    }

    /** Of one layer that does not compress. */
    private static void makeImage(String name) throws IOException {
        var context = Files.createTempDirectory("landfall-image-");
        var bytes = new byte[LAYER_BYTES];
        new Random(7).nextBytes(bytes);
        Files.write(context.resolve("blob"), bytes);
        Files.writeString(context.resolve("Dockerfile"), "FROM scratch\nCOPY blob /blob\n");
        docker.docker("build", "-q", "-t", name, context.toString());
        Files.delete(context.resolve("blob"));
        Files.delete(context.resolve("Dockerfile"));
        Files.delete(context);
    }
}
