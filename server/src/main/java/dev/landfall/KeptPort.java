package dev.landfall;

import dev.landfall.network.LoopbackEndpoint;
import dev.landfall.wire.http.HttpServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A port of the loopback device that stays the same over restarts, for containers that run have it in their environment.
 * Another program may have taken it meanwhile: then new containers are told another, and the first is taken back as soon as
 * it is free.
 */
final class KeptPort implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KeptPort.class);

    /** Below those that systems give to outgoing connections, and below Kubernetes' node ports. */
    private static final int FIRST = 28_000;

    private static final int CHOICE = 2_000;
    private static final int TRIES = 100; // somebody would have to hold most of them on purpose
    private static final int MOST_KEPT = 4; // all but one were lost to another program; the longest lost is given up
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,4}");

    private final String name;
    private final Path file;
    private final Opener opener;
    private final RandomGenerator random;
    private final Set<Integer> lost = new HashSet<>(); // to other programs, as was said in the log
    private final Map<Integer, HttpServer> open = new HashMap<>();
    private List<Integer> known; // newest first
    private boolean closed;

    /** Begins to answer at a port. */
    @FunctionalInterface
    interface Opener {
        /** @throws IOException when it is taken */
        HttpServer open(int port) throws IOException;
    }

    /**
     * @param name what answers there, to tell an operator
     * @param file remembers it
     */
    KeptPort(String name, Path file, Opener opener, RandomGenerator random) throws IOException {
        this.name = name;
        this.file = file;
        this.opener = opener;
        this.random = random;
        this.known = read();
    }

    /** Opens those that containers know, if they know any. @throws IOException when another cannot be remembered */
    synchronized void resume() throws IOException {
        if (!known.isEmpty()) {
            number();
        }
    }

    /**
     * What new containers are to be told; chosen, remembered and opened where it is not yet.
     *
     * @return empty when no port is free
     * @throws IOException when it cannot be remembered
     */
    synchronized Optional<Integer> number() throws IOException {
        if (closed) {
            return known.stream().findFirst(); // it answers again when the server does
        }
        if (told().isEmpty()) {
            takeBack();
        }
        var standing = told();
        return standing.isPresent() ? standing : choose();
    }

    /** Opens those that something else had and has no more. */
    synchronized void takeBack() {
        if (!closed) {
            known.stream().filter(port -> !open.containsKey(port)).forEach(this::takeBack);
        }
    }

    private void takeBack(int port) {
        if (opened(port)) {
            if (lost.remove(port)) {
                LOG.info("Port {} of {} is free again and answers: {}", port, LoopbackEndpoint.ADDRESS, name);
            }
        } else if (lost.add(port)) {
            LOG.warn(
                    "Another program has port {} of {}: containers that were told it find no {} until it is free",
                    port,
                    LoopbackEndpoint.ADDRESS,
                    name);
        }
    }

    private Optional<Integer> told() {
        return known.stream().filter(open::containsKey).findFirst();
    }

    private Optional<Integer> choose() throws IOException {
        for (var tries = 0; tries < TRIES; tries++) {
            var port = FIRST + random.nextInt(CHOICE);
            if (!known.contains(port) && opened(port)) {
                keep(port);
                return Optional.of(port);
            }
        }
        LOG.warn("Containers on the host's network find no {}: no port of {} is free", name, LoopbackEndpoint.ADDRESS);
        return Optional.empty();
    }

    /** Nobody is told it before it is remembered. */
    private void keep(int port) throws IOException {
        var next =
                Stream.concat(Stream.of(port), known.stream()).limit(MOST_KEPT).toList();
        try {
            var lines = next.stream().map(String::valueOf).collect(Collectors.joining("\n", "", "\n"));
            PrivateFile.write(file, lines);
        } catch (IOException e) {
            shut(port);
            throw e;
        }
        known.stream().filter(old -> !next.contains(old)).forEach(this::shut);
        known = next;
        LOG.info("Containers on the host's network are told port {} of {}: {}", port, LoopbackEndpoint.ADDRESS, name);
    }

    private boolean opened(int port) {
        try {
            open.put(port, opener.open(port));
            return true;
        } catch (IOException taken) {
            LOG.debug("Port {} of {} cannot be opened: {}", port, LoopbackEndpoint.ADDRESS, taken.getMessage());
            return false;
        }
    }

    private void shut(int port) {
        Optional.ofNullable(open.remove(port)).ifPresent(HttpServer::close);
    }

    private List<Integer> read() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        return Files.readAllLines(file).stream()
                .filter(line -> NUMBER.matcher(line).matches())
                .map(Integer::valueOf)
                .limit(MOST_KEPT)
                .toList();
    }

    @Override
    public synchronized void close() {
        closed = true;
        List.copyOf(open.keySet()).forEach(this::shut);
    }
}
