package dev.landfall.engine.docker;

import java.net.URI;
import java.nio.file.Path;

/** Where the Docker Engine API listens: a unix-domain socket. */
public record DockerHost(Path socket) {
    /** Reads what {@code DOCKER_HOST} holds. @throws IllegalArgumentException for anything but {@code unix://} */
    public static DockerHost parse(String url) {
        if (!url.startsWith("unix://")) {
            throw new IllegalArgumentException(
                    "The Docker host " + url + " is not a unix socket. Give it as unix:///path/to/docker.sock.");
        }
        return new DockerHost(Path.of(URI.create(url).getPath()));
    }

    @Override
    public String toString() {
        return "unix://" + socket;
    }
}
