package dev.landfall;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** The composition root. Only holds the port so far; the services move in behind it. */
public final class Platform implements AutoCloseable {
    private final ServerSocket socket;

    private Platform(ServerSocket socket) {
        this.socket = socket;
    }

    /** Starts everything and returns once the port answers. */
    public static Platform start(Settings settings) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.bind(new InetSocketAddress(settings.bind(), settings.port()));
        return new Platform(socket);
    }

    /** Stops answering. Containers go on running and are adopted at the next start. */
    @Override
    public void close() throws IOException {
        socket.close();
    }
}
