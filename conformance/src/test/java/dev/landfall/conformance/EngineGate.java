package dev.landfall.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A socket in front of the engine's, which holds back one kind of call, so that whoever makes it is caught in the middle:
 * either before the engine hears of it, or when it has done it and its answer is on the way.
 */
final class EngineGate implements AutoCloseable {
    private static final int MOST_BYTES = 256 * 1024;
    private static final Pattern ID = Pattern.compile("\"Id\":\"([0-9a-f]{64})\"");

    /** What is held back: a call about a task's container, not about a sandbox. */
    enum Call {
        LOOK_FOR_IMAGE("^GET [^ ]*/images/[^ ]+/json "),
        CREATE("^POST [^ ]*/containers/create\\?[^ ]*name=ecs-"),
        START("^POST [^ ]*/containers/([0-9a-f]{64})/start"),
        STOP("^POST [^ ]*/containers/([0-9a-f]{64})/stop"),
        REMOVE("^DELETE [^ ]*/containers/([0-9a-f]{64})");

        private final Pattern line;

        Call(String line) {
            this.line = Pattern.compile(line);
        }
    }

    enum Side {
        /** The engine never hears of it. */
        BEFORE,
        /** The engine does it, and nobody learns of it. */
        AFTER,
    }

    private record Hold(Call call, Side side, CountDownLatch caught) {}

    private final Path engine;
    private final Path socket;
    private final ServerSocketChannel server;
    private final Set<SocketChannel> connections = ConcurrentHashMap.newKeySet();
    private final Set<String> containers = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Hold hold;

    EngineGate(URI engine) throws IOException {
        this.engine = Path.of(engine.getPath());
        this.socket = Files.createTempDirectory("landfall-gate-").resolve("docker.sock");
        this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        Thread.ofVirtual().name("gate").start(this::accept);
    }

    URI host() {
        return URI.create("unix://" + socket);
    }

    /** From now on whoever makes such a call is held, until {@link #open}. */
    void hold(Call call, Side side) {
        hold = new Hold(call, side, new CountDownLatch(1));
    }

    /** Waits until somebody is held. */
    void awaitCaught(Duration patience) throws InterruptedException {
        var held = hold;
        if (held == null || !held.caught().await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("Nobody made the call that is held back: " + held);
        }
    }

    /** Lets everything through again; those that are held are cut off. */
    void open() throws IOException {
        hold = null;
        for (var connection : connections) {
            connection.close();
        }
        connections.clear();
    }

    private void accept() {
        try {
            while (true) {
                var client = server.accept();
                var upstream = SocketChannel.open(UnixDomainSocketAddress.of(engine));
                connections.add(client);
                connections.add(upstream);
                var exchange = new Exchange(client, upstream);
                Thread.ofVirtual().start(exchange::requests);
                Thread.ofVirtual().start(exchange::answers);
            }
        } catch (IOException closed) {
            // nobody comes through any more
        }
    }

    /** One connection; the client waits for each answer before its next request. */
    private final class Exchange {
        private final SocketChannel client;
        private final SocketChannel upstream;
        private volatile @Nullable Hold held;
        private volatile boolean creates;

        Exchange(SocketChannel client, SocketChannel upstream) {
            this.client = client;
            this.upstream = upstream;
        }

        void requests() {
            copy(client, upstream, this::request);
        }

        void answers() {
            copy(upstream, client, this::answer);
        }

        private boolean request(String bytes) {
            creates = Call.CREATE.line.matcher(bytes).find();
            var now = hold;
            if (now == null || !isHeld(now, bytes)) {
                return true;
            }
            held = now;
            if (now.side() == Side.BEFORE) {
                now.caught().countDown();
                return false;
            }
            return true;
        }

        private boolean answer(String bytes) {
            if (creates) {
                var id = ID.matcher(bytes);
                if (id.find()) {
                    containers.add(id.group(1));
                }
            }
            var now = held;
            if (now == null) {
                return true;
            }
            now.caught().countDown();
            return false;
        }

        private boolean isHeld(Hold now, String bytes) {
            var line = now.call().line.matcher(bytes);
            return line.find() && (line.groupCount() == 0 || containers.contains(line.group(1)));
        }
    }

    private interface Passage {
        boolean mayPass(String bytes);
    }

    /** What may not pass is dropped, and so is whatever comes after it. */
    private static void copy(SocketChannel from, SocketChannel to, Passage passage) {
        var buffer = ByteBuffer.allocate(MOST_BYTES);
        var open = true;
        try {
            while (from.read(buffer.clear()) >= 0) {
                buffer.flip();
                open = open
                        && passage.mayPass(ISO_8859_1.decode(buffer.duplicate()).toString());
                while (open && buffer.hasRemaining()) {
                    to.write(buffer);
                }
            }
            to.shutdownOutput();
        } catch (IOException ended) {
            close(from);
            close(to);
        }
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // it is gone either way
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        open();
        Files.delete(socket);
        Files.delete(socket.getParent());
    }
}
