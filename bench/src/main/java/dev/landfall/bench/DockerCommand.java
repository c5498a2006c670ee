package dev.landfall.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The command {@code docker run} as people type it: what the same containers take without Landfall. */
final class DockerCommand {
    private static final String LABEL = "dev.landfall.bench=1";

    private final String host;
    private final String image;

    /** @param socket the path of the engine's socket */
    DockerCommand(String socket, String image) {
        this.host = "unix://" + socket;
        this.image = image;
    }

    /**
     * Nanoseconds until {@code docker run --detach} has answered for each of so many containers, one after the other; the
     * first on the bridge network, the others in the first one's network, as the containers of a task are. They are removed
     * again outside of that.
     */
    long run(int containers) throws IOException, InterruptedException {
        var ids = new ArrayList<String>();
        var begun = System.nanoTime();
        for (var number = 0; number < containers; number++) {
            var network = number == 0 ? "bridge" : "container:" + ids.getFirst();
            ids.add(docker("run", "--detach", "--label", LABEL, "--network", network, image, "sleep", "600"));
        }
        var taken = System.nanoTime() - begun;
        var removal = new ArrayList<>(List.of("rm", "--force"));
        removal.addAll(ids.reversed());
        docker(removal.toArray(String[]::new));
        return taken;
    }

    /**
     * Nanoseconds until so many containers that end at once have run and are gone again.
     *
     * @param atOnce how many commands are under way at any time
     */
    long runToTheEnd(int containers, int atOnce) throws IOException, InterruptedException, ExecutionException {
        try (var runners = Executors.newFixedThreadPool(atOnce)) {
            var begun = System.nanoTime();
            var runs = new ArrayList<Future<String>>();
            for (var number = 0; number < containers; number++) {
                runs.add(runners.submit(() -> docker("run", "--rm", "--label", LABEL, image, "sh", "-c", "exit 0")));
            }
            for (var run : runs) {
                run.get();
            }
            return System.nanoTime() - begun;
        }
    }

    private String docker(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("docker", "--host", host));
        command.addAll(Arrays.asList(arguments));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var output = process.getInputStream()) {
            var text = new String(output.readAllBytes(), UTF_8).strip();
            if (process.waitFor() != 0) {
                throw new IllegalStateException("docker " + arguments[0] + " failed: " + text);
            }
            return text;
        }
    }
}
