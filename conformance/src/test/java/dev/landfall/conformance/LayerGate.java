package dev.landfall.conformance;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The port that an engine knows a registry by, with the registry behind it. It can hold back the rest of a layer, so that
 * whoever pulls is caught in the middle of it.
 */
final class LayerGate implements AutoCloseable {
    /** More than any manifest or configuration has. */
    private static final int PASSES_BYTES = 1 << 20;

    private final InetSocketAddress registry;
    private final ServerSocketChannel door;
    private final Set<SocketChannel> connections = ConcurrentHashMap.newKeySet();
    private volatile @Nullable CountDownLatch hold;

    /** @param registry that listens at the same port of another address */
    LayerGate(URI registry) throws IOException {
        this.registry = new InetSocketAddress(registry.getHost(), registry.getPort());
        this.door = ServerSocketChannel.open();
        door.bind(new InetSocketAddress("127.0.0.1", registry.getPort()));
        Thread.ofVirtual().name("layers").start(this::accept);
    }

    /** From now on the first MiB of a layer passes, and no more, until {@link #open}. */
    void hold() {
        hold = new CountDownLatch(1);
    }

    /** Waits until the rest of a layer is held. */
    void awaitCaught(Duration patience) throws InterruptedException {
        var held = hold;
        if (held == null || !held.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("Nobody pulls a layer of more than " + PASSES_BYTES + " bytes");
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
                var client = door.accept();
                Thread.ofVirtual().start(() -> lead(client));
            }
        } catch (IOException closed) {
            // nobody comes through any more
        }
    }

    private void lead(SocketChannel client) {
        try (client;
                var upstream = SocketChannel.open(registry)) {
            connections.addAll(Set.of(client, upstream));
            var passed = new Passed();
            var requests = Thread.ofVirtual().start(() -> Passage.carry(client, upstream, bytes -> passed.begins()));
            Passage.carry(upstream, client, bytes -> passed.add(bytes.remaining()));
            upstream.close();
            client.close();
            requests.join();
        } catch (IOException down) {
            // the registry is down, and so is whoever stands before it
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How much of one answer went through. */
    private final class Passed {
        private volatile long bytes;

        boolean begins() {
            bytes = 0;
            return true;
        }

        boolean add(int more) {
            bytes += more;
            var now = hold;
            var held = now != null && bytes > PASSES_BYTES;
            if (held) {
                now.countDown();
            }
            return !held;
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        open();
    }
}
