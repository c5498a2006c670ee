package dev.landfall.cli;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** Which container engine is meant when nobody says. */
final class DockerHosts {
    private static final Path USUAL_SOCKET = Path.of("/var/run/docker.sock");

    private DockerHosts() {}

    /**
     * The engine that {@code docker} itself would use, else one that {@code landfall demo} started for this data folder,
     * else the first socket found where engines usually put it.
     */
    static URI find(Path data, Map<String, String> environment) {
        String chosen = environment.getOrDefault("DOCKER_HOST", "");
        if (!chosen.isEmpty()) {
            return parse(chosen);
        }
        Path socket = Stream.of(
                        data.toAbsolutePath().resolve("docker/docker.sock"),
                        USUAL_SOCKET,
                        Path.of(environment.getOrDefault("HOME", "/"), ".docker/run/docker.sock"),
                        Path.of(environment.getOrDefault("XDG_RUNTIME_DIR", "/run"), "podman/podman.sock"))
                .filter(Files::exists)
                .findFirst()
                .orElse(USUAL_SOCKET);
        return URI.create("unix://" + socket);
    }

    static URI parse(String text) {
        URI host;
        try {
            host = URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("expected unix:///path or tcp://host:port", e);
        }
        boolean unix = "unix".equals(host.getScheme())
                && host.getPath() != null
                && host.getPath().startsWith("/");
        boolean tcp = "tcp".equals(host.getScheme()) && host.getHost() != null && host.getPort() > 0;
        if (!unix && !tcp) {
            throw new IllegalArgumentException("expected unix:///path or tcp://host:port");
        }
        return host;
    }
}
