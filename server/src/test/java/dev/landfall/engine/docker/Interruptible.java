package dev.landfall.engine.docker;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A socket in front of an engine's, that can be cut as a daemon's is when it restarts. */
final class Interruptible implements AutoCloseable {
    private final DockerHost behind;
    private final Path socket;
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
    private ServerSocketChannel server;

    Interruptible(DockerHost behind, Path directory) throws IOException {
        this.behind = behind;
        this.socket = directory.resolve("docker.sock");
        restore();
    }

    DockerHost host() {
        return new DockerHost(socket);
    }

    void restore() throws IOException {
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        var listening = server;
        Thread.startVirtualThread(() -> serve(listening));
    }

    void cut() throws IOException {
        server.close();
        Files.deleteIfExists(socket);
        for (var channel : open) {
            channel.close();
        }
        open.clear();
    }

    @Override
    public void close() throws IOException {
        cut();
    }

    private void serve(ServerSocketChannel listening) {
        try {
            while (true) {
                var client = listening.accept();
                var engine = SocketChannel.open(UnixDomainSocketAddress.of(behind.socket()));
                open.add(client);
                open.add(engine);
                Thread.startVirtualThread(() -> copy(client, engine));
                Thread.startVirtualThread(() -> copy(engine, client));
            }
        } catch (IOException e) {
            // Cut.
        }
    }

    private static void copy(SocketChannel from, SocketChannel to) {
        var buffer = ByteBuffer.allocate(16 * 1024);
        try (from;
                to) {
            while (from.read(buffer) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
                buffer.clear();
            }
        } catch (IOException e) {
            // Cut.
        }
    }
}
