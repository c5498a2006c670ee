package dev.landfall.engine.docker;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.landfall.loop.Scheduler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Images for tests, made without any registry out of the host's own static busybox. */
public final class TestImages {
    public static final String BUSYBOX = "landfall/busybox:local";
    private static final Path STATIC_BUSYBOX = Path.of("/bin/busybox");
    private static final String INSTALL = "/bin/busybox --install -s /bin && /bin/busybox mkdir -m 1777 /tmp";

    private TestImages() {}

    /** The Docker engine that tests may use, or the test is skipped. */
    public static DockerHost host() {
        var url = System.getenv("LANDFALL_TEST_DOCKER_HOST");
        assumeTrue(url != null, "LANDFALL_TEST_DOCKER_HOST names no Docker engine");
        return DockerHost.parse(url);
    }

    /** Makes {@link #BUSYBOX}, with {@code sh} and its other commands, unless it is there. */
    public static void ensureBusybox(DockerHost host, Scheduler scheduler) throws IOException {
        try (var client = new DockerClient(host, scheduler)) {
            var images = new ImageCalls(client);
            if (images.inspect(BUSYBOX).isEmpty()) {
                assumeTrue(Files.isExecutable(STATIC_BUSYBOX), "There is no static busybox to make an image of");
                var tar = TarFile.of("bin/busybox", 0755, Files.readAllBytes(STATIC_BUSYBOX));
                images.importTar("landfall/busybox", "base", tar, List.of(), "");
                installCommands(client, images);
            }
        }
    }

    /** Lets busybox make the links to itself, and a folder that everyone may write to, and keeps what came of it. */
    private static void installCommands(DockerClient client, ImageCalls images) {
        var containers = new ContainerCalls(client);
        var id = containers.create(
                "landfall-make-busybox-" + ProcessHandle.current().pid(),
                Map.of(
                        "Image", "landfall/busybox:base",
                        "Cmd", List.of("/bin/busybox", "sh", "-c", INSTALL),
                        "HostConfig", Map.of("NetworkMode", "none")));
        containers.start(id);
        client.call(HttpRequest.post("/containers/" + id + "/wait"));
        client.call(HttpRequest.post("/commit")
                .with("container", id)
                .with("repo", "landfall/busybox")
                .with("tag", "local")
                .json(Map.of("Cmd", List.of("sh"), "Env", List.of("PATH=/bin"))));
        containers.remove(id);
        images.remove("landfall/busybox:base");
    }
}
