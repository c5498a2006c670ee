package dev.landfall.conformance;

import dev.landfall.Host;
import dev.landfall.engine.docker.Patience;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Landfall as it is, in this process, and clients of its APIs. */
final class Server implements AutoCloseable {
    private final Installation installation;
    private final Patience patience;
    private Host host;
    private @Nullable Clients clients;

    private Server(Installation installation, Patience patience) throws IOException {
        this.installation = installation;
        this.patience = patience;
        this.host = Host.start(installation.settings(), patience);
    }

    static Server start(Installation installation) throws IOException {
        return new Server(installation, Patience.AGENT);
    }

    /** One that waits for its engine as long as it is told to. */
    static Server start(Installation installation, Patience patience) throws IOException {
        return new Server(installation, patience);
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
        host = Host.start(installation.settings(), patience);
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
