package dev.landfall.network.forwarding;

import dev.landfall.loop.Scheduler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Carries the connections of a TCP port, each direction until its own end. */
final class TcpForward implements Forward {
    private static final int BACKLOG = 128;
    private static final int MAX_CONNECTIONS = 1_000; // of one port; two file descriptors each
    private static final int CONNECT_TIMEOUT_MILLIS = 3_000;
    private static final int PAUSE_MILLIS = 20;
    private static final int BUFFER_BYTES = 16 << 10;

    private final ServerSocket listener;
    private final InetSocketAddress target;
    private final Scheduler scheduler;
    private final CountDownLatch left = new CountDownLatch(1);
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private TcpForward(ServerSocket listener, InetSocketAddress target, Scheduler scheduler) {
        this.listener = listener;
        this.target = target;
        this.scheduler = scheduler;
    }

    /** @throws IOException when the port cannot be had */
    static TcpForward open(InetSocketAddress from, InetSocketAddress to, Scheduler scheduler) throws IOException {
        var listener = new ServerSocket();
        try {
            listener.setReuseAddress(true); // connections of an earlier task may linger in TIME_WAIT
            listener.bind(from, BACKLOG);
        } catch (IOException e) {
            Closing.quietly(listener);
            throw e;
        }
        var forward = new TcpForward(listener, to, scheduler);
        scheduler.execute("forward " + from, () -> {
            forward.accept();
            forward.left.countDown();
        });
        return forward;
    }

    private void accept() {
        while (!listener.isClosed() && !Thread.currentThread().isInterrupted()) {
            try {
                var client = listener.accept();
                if (open.size() >= 2 * MAX_CONNECTIONS) {
                    refuse(client);
                } else {
                    open.add(client);
                    scheduler.execute("forward connection", () -> carry(client));
                }
            } catch (IOException e) {
                pause(); // closed, or this process has no file descriptor left
            }
        }
    }

    private void carry(Socket client) {
        var server = new Socket();
        open.add(server);
        try {
            server.connect(target, CONNECT_TIMEOUT_MILLIS);
            server.setTcpNoDelay(true);
            client.setTcpNoDelay(true);
        } catch (IOException e) {
            refuse(client);
            end(client, server);
            return;
        }
        // Closed while it connected: what close() did not see ends here.
        if (listener.isClosed()) {
            end(client, server);
            return;
        }
        var directions = new AtomicInteger(2);
        scheduler.execute("forward answers", () -> pump(server, client, directions));
        pump(client, server, directions);
    }

    /** Ends with the sender's end, which it passes on; the other direction may go on. */
    private void pump(Socket from, Socket to, AtomicInteger directions) {
        try {
            var in = from.getInputStream();
            var out = to.getOutputStream();
            var buffer = new byte[BUFFER_BYTES];
            for (var n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                out.write(buffer, 0, n);
            }
            from.shutdownInput();
            to.shutdownOutput();
        } catch (IOException e) {
            Closing.quietly(from);
            Closing.quietly(to);
        }
        if (directions.decrementAndGet() == 0) {
            end(from, to);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** As a closed port does: a reset, not an orderly end. */
    private static void refuse(Socket client) {
        try {
            client.setSoLinger(true, 0);
        } catch (SocketException e) {
            // It is gone already.
        }
        Closing.quietly(client);
    }

    private void end(Socket client, Socket server) {
        Closing.quietly(client);
        Closing.quietly(server);
        open.remove(client);
        open.remove(server);
    }

    @Override
    public void close() {
        Closing.quietly(listener);
        Closing.await(left);
        open.forEach(TcpForward::refuse);
    }
}
