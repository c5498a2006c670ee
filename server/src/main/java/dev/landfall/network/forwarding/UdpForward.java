package dev.landfall.network.forwarding;

import dev.landfall.loop.Scheduler;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** Carries the datagrams of a UDP port, and answers back to whoever asked, while they talk. */
final class UdpForward implements Forward {
    private static final int MAX_DATAGRAM_BYTES = 65_535;
    private static final int MAX_PEERS = 1_000; // of one port; beyond, datagrams are lost, as UDP's may be
    private static final int IDLE_MILLIS = 60_000;

    private final DatagramSocket listener;
    private final InetSocketAddress target;
    private final Scheduler scheduler;
    private final CountDownLatch left = new CountDownLatch(1);
    private final Map<SocketAddress, DatagramSocket> peers = new ConcurrentHashMap<>();

    private UdpForward(DatagramSocket listener, InetSocketAddress target, Scheduler scheduler) {
        this.listener = listener;
        this.target = target;
        this.scheduler = scheduler;
    }

    /** @throws IOException when the port cannot be had */
    static UdpForward open(InetSocketAddress from, InetSocketAddress to, Scheduler scheduler) throws IOException {
        var forward = new UdpForward(new DatagramSocket(from), to, scheduler);
        scheduler.execute("forward " + from, () -> {
            forward.receive();
            forward.left.countDown();
        });
        return forward;
    }

    private void receive() {
        var packet = new DatagramPacket(new byte[MAX_DATAGRAM_BYTES], MAX_DATAGRAM_BYTES);
        while (!listener.isClosed()) {
            try {
                packet.setLength(MAX_DATAGRAM_BYTES);
                listener.receive(packet);
                send(packet);
            } catch (IOException e) {
                // Closed, or the target's port is: the datagram is lost, as UDP's may be.
            }
        }
    }

    private void send(DatagramPacket packet) throws IOException {
        var client = packet.getSocketAddress();
        var known = peers.get(client);
        var peer = known != null ? known : meet(client);
        peer.send(new DatagramPacket(packet.getData(), packet.getLength(), target));
    }

    private DatagramSocket meet(SocketAddress client) throws IOException {
        if (peers.size() >= MAX_PEERS) {
            throw new IOException("Too many peers");
        }
        var peer = new DatagramSocket();
        peer.connect(target);
        peer.setSoTimeout(IDLE_MILLIS);
        peers.put(client, peer);
        scheduler.execute("forward answers", () -> answer(peer, client));
        return peer;
    }

    private void answer(DatagramSocket peer, SocketAddress client) {
        var packet = new DatagramPacket(new byte[MAX_DATAGRAM_BYTES], MAX_DATAGRAM_BYTES);
        try (peer) {
            while (!listener.isClosed()) {
                packet.setLength(MAX_DATAGRAM_BYTES);
                peer.receive(packet);
                listener.send(new DatagramPacket(packet.getData(), packet.getLength(), client));
            }
        } catch (IOException e) {
            // Idle, refused or closed: the next datagram begins anew.
        } finally {
            peers.remove(client);
        }
    }

    @Override
    public void close() {
        listener.close();
        Closing.await(left);
        peers.values().forEach(DatagramSocket::close);
    }
}
