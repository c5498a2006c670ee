package dev.landfall.conformance;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A socket in front of the engine's, which can be shut: for whoever is behind it the engine is away. */
final class EngineRelay implements AutoCloseable {
    private final Path engine;
    private final Path socket;
    private final Set<SocketChannel> connections = ConcurrentHashMap.newKeySet();
    private @Nullable ServerSocketChannel listening;

    /** Shut at first. */
    EngineRelay(URI engine) throws IOException {
        this.engine = Path.of(engine.getPath());
        this.socket = Files.createTempDirectory("landfall-relay-").resolve("docker.sock");
    }

    URI host() {
        return URI.create("unix://" + socket);
    }

    void open() throws IOException {
        var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        listening = server;
        Thread.ofVirtual().name("relay").start(() -> accept(server));
    }

    /** Ends every connection at once, in the middle of whatever it carries. */
    void shut() throws IOException {
        if (listening != null) {
            listening.close();
            listening = null;
            Files.delete(socket);
        }
        for (var connection : connections) {
            connection.close();
        }
        connections.clear();
    }

    private void accept(ServerSocketChannel server) {
        try {
            while (true) {
                var client = server.accept();
                var upstream = SocketChannel.open(UnixDomainSocketAddress.of(engine));
                connections.add(client);
                connections.add(upstream);
                if (!server.isOpen()) { // it may have been shut just before it could see these two
                    Passage.close(client);
                    Passage.close(upstream);
                }
                Thread.ofVirtual().start(() -> Passage.carry(client, upstream, bytes -> true));
                Thread.ofVirtual().start(() -> Passage.carry(upstream, client, bytes -> true));
            }
        } catch (IOException shut) {
            // nobody comes through any more
        }
    }

    @Override
    public void close() throws IOException {
        shut();
        Files.delete(socket.getParent());
    }
}
