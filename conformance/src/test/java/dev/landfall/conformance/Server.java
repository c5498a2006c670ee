package dev.landfall.conformance;

import dev.landfall.Host;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Landfall as it is, in this process, and clients of its APIs. */
final class Server implements AutoCloseable {
    private final Installation installation;
    private Host host;
    private @Nullable Clients clients;

    private Server(Installation installation, Host host) {
        this.installation = installation;
        this.host = host;
    }

    static Server start(Installation installation) throws IOException {
        return new Server(installation, Host.start(installation.settings()));
    }

    Installation installation() {
        return installation;
    }

    /** Made at the first use: they are slow to load. */
    Clients clients() {
        if (clients == null) {
            clients = new Clients(installation.endpoint());
        }
        return clients;
    }

    void restart() throws IOException {
        host.close();
        host = Host.start(installation.settings());
    }

    /** Stops it and removes all that it made. */
    @Override
    public void close() throws IOException {
        if (clients != null) {
            clients.close();
        }
        host.close();
        installation.erase();
    }
}
