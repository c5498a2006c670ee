package dev.landfall.conformance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.landfall.engine.docker.DockerHost;
import dev.landfall.engine.docker.TestImages;
import dev.landfall.loop.VirtualScheduler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The Docker engine that tests may use, spoken to with the docker command line as its users do. */
final class DockerEngineOfTests {
    static final String BUSYBOX = TestImages.BUSYBOX;

    private static final long LONGEST_SECONDS = 60;
    private static final Path NO_CONFIGURATION = Path.of("/nonexistent");
    private final URI host;
    private final Path configuration;

    private DockerEngineOfTests(URI host, Path configuration) {
        this.host = host;
        this.configuration = configuration;
    }

    /** It has {@link #BUSYBOX}; the test is skipped where there is no engine. */
    static DockerEngineOfTests find() throws IOException {
        return at(URI.create(TestImages.host().toString()));
    }

    /** Another, which has {@link #BUSYBOX} from now on. */
    static DockerEngineOfTests at(URI url) throws IOException {
        var host = DockerHost.parse(url.toString());
        try (var scheduler = new VirtualScheduler()) {
            TestImages.ensureBusybox(host, scheduler);
        }
        var configuration = Files.createTempDirectory("landfall-docker-");
        configuration.toFile().deleteOnExit();
        configuration.resolve("config.json").toFile().deleteOnExit(); // a login's, when there was one
        return new DockerEngineOfTests(url, configuration);
    }

    /** One that is only looked at: it gets no image, and keeps no login. */
    static DockerEngineOfTests seenAt(URI url) {
        return new DockerEngineOfTests(url, NO_CONFIGURATION);
    }

    /** What a command said, and how it ended. */
    record Said(int status, String text) {}

    URI host() {
        return host;
    }

    /** Runs {@code docker} and wants it to succeed. */
    String docker(String... arguments) {
        var said = attempt("", arguments);
        if (said.status() != 0) {
            throw new AssertionError("docker " + String.join(" ", arguments) + " ended with " + said);
        }
        return said.text().strip();
    }

    /** As {@code aws ecr get-login-password | docker login} does. @return the registry */
    String logIn(Clients clients) {
        var login = clients.ecr().getAuthorizationToken().authorizationData().getFirst();
        var password = new String(Base64.getDecoder().decode(login.authorizationToken()), StandardCharsets.UTF_8)
                .substring("AWS:".length());
        var registry = login.proxyEndpoint().replace("http://", "");
        var said = attempt(password, "login", "--username", "AWS", "--password-stdin", registry);
        if (said.status() != 0) {
            throw new AssertionError("docker login ended with " + said);
        }
        return registry;
    }

    /** Runs {@code docker} with a standard input. */
    Said attempt(String input, String... arguments) {
        var command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("DOCKER_HOST", host.toString());
        builder.environment().put("DOCKER_CONFIG", configuration.toString());
        builder.environment().put("DOCKER_BUILDKIT", "0");
        try {
            var process = builder.start();
            process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().close();
            var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assumeTrue(process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS), "docker does not end");
            return new Said(process.exitValue(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The ids of all containers of a task. */
    List<String> containersOf(String taskArn) {
        return docker(
                        "ps",
                        "-aq",
                        "--filter",
                        "label=dev.landfall.pod=" + taskArn.substring(taskArn.lastIndexOf('/') + 1))
                .lines()
                .toList();
    }

    /** The ids of all containers of an installation. */
    List<String> containersOf(Installation installation) {
        return docker("ps", "-aq", "--no-trunc", "--filter", "label=dev.landfall.instance=" + installation.instance())
                .lines()
                .toList();
    }
}
