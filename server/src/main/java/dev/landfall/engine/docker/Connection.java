package dev.landfall.engine.docker;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;

/** One HTTP/1.1 connection over a unix-domain socket; one exchange at a time. */
final class Connection implements AutoCloseable {
    private final SocketChannel channel;
    private final InputStream in;
    private boolean used;

    private Connection(SocketChannel channel) {
        this.channel = channel;
        this.in = new BufferedInputStream(Channels.newInputStream(channel), 32 * 1024);
    }

    /** To be connected; whoever waits for too long may close it from another thread. */
    static Connection unconnected() throws IOException {
        return new Connection(SocketChannel.open(StandardProtocolFamily.UNIX));
    }

    void connect(DockerHost host) throws IOException {
        channel.connect(UnixDomainSocketAddress.of(host.socket()));
    }

    /** Whether it has served a request before, so that the engine may have closed it meanwhile. */
    boolean used() {
        return used;
    }

    /** Sends a request and reads the head of its answer. */
    HttpHead exchange(ByteBuffer request) throws IOException {
        while (request.hasRemaining()) {
            channel.write(request);
        }
        var head = HttpHead.read(in);
        used = true;
        return head;
    }

    HttpBody body(HttpHead head) {
        return new HttpBody(in, head);
    }

    /** Ends it, also under a thread that reads from it. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // It is of no use any more either way.
        }
    }
}
