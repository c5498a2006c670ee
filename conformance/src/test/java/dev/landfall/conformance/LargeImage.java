package dev.landfall.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Random;

/** An image in a registry, with a layer large enough to be caught in the middle of it. */
record LargeImage(DockerEngineOfTests docker, String repository) {
    static final int LAYER_BYTES = 4 << 20; // random, so that it stays that large

    /** Makes it, and pushes it to a repository of its own. */
    static LargeImage push(DockerEngineOfTests docker, Clients registry) throws IOException {
        var repository = registry.ecr()
                .createRepository(request -> request.repositoryName("team/large"))
                .repository()
                .repositoryUri();
        var image = new LargeImage(docker, repository);
        image.build();
        docker.logIn(registry);
        docker.docker("push", "-q", image.reference());
        docker.docker("logout", repository.split("/")[0]);
        return image;
    }

    private void build() throws IOException {
        var context = Files.createTempDirectory("landfall-image-");
        var bytes = new byte[LAYER_BYTES];
        new Random(7).nextBytes(bytes);
        Files.write(context.resolve("layer"), bytes);
        Files.writeString(
                context.resolve("Dockerfile"), "FROM " + DockerEngineOfTests.BUSYBOX + "\nCOPY layer /layer\n");
        docker.docker("build", "-q", "-t", reference(), context.toString());
        for (var file : new String[] {"layer", "Dockerfile", ""}) {
            Files.delete(context.resolve(file));
        }
    }

    String reference() {
        return repository + ":v1";
    }

    boolean isInTheEngine() {
        return !ids().isEmpty();
    }

    /** Has the engine let go of it and its layer, under whatever names it is there. */
    void forget() {
        ids().lines().distinct().forEach(id -> docker.docker("rmi", "-f", id));
    }

    private String ids() {
        return docker.docker("images", "--no-trunc", "-q", repository);
    }
}
