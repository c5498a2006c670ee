package dev.landfall.wire.http;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http.UriCompliance.Violation;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** One port on which everything answers. Connections are served by a few selectors, requests by virtual threads. */
public final class HttpServer implements AutoCloseable {
    private static final int SELECTOR_THREADS = 16; // acceptor, selectors and their stand-ins; requests run elsewhere

    private final Server server;
    private final ServerConnector connector;

    private HttpServer(Server server, ServerConnector connector) {
        this.server = server;
        this.connector = connector;
    }

    /**
     * Opens the port and answers from now on.
     *
     * @param ids makes the requests' ids
     * @throws IOException when the address cannot be bound
     */
    public static HttpServer start(Listen listen, List<Route> routes, InstantSource clock, Supplier<UUID> ids)
            throws IOException {
        var threads = new QueuedThreadPool(SELECTOR_THREADS, 2);
        threads.setName("http");
        threads.setVirtualThreadsExecutor(Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("request-", 0).factory()));
        var server = new Server(threads);
        var connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration()));
        connector.setHost(listen.address());
        connector.setPort(listen.port());
        connector.setAcceptQueueSize(1_024);
        connector.setIdleTimeout(listen.idleTimeout().toMillis());
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(listen.maxConnections(), connector));
        connector.addBean(new CallerShare(listen.maxPerCaller()));
        server.addBean(new HeaderDeadline(connector, listen.idleTimeout().dividedBy(4)));
        server.setErrorHandler(new PlainErrors());
        server.setHandler(new GracefulHandler(new JettyDispatch(routes, clock, ids)));
        server.setStopTimeout(listen.stopTimeout().toMillis());
        var started = new HttpServer(server, connector);
        started.open();
        return started;
    }

    public int port() {
        return connector.getLocalPort();
    }

    /** Takes no new connections, lets the requests under way finish, then closes what is left. */
    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The HTTP server did not stop cleanly", e);
        }
    }

    private void open() throws IOException {
        try {
            server.start();
        } catch (Exception e) {
            close();
            throw e instanceof IOException io ? io : new IOException("The HTTP server did not start", e);
        }
    }

    private static HttpConfiguration configuration() {
        var http = new HttpConfiguration();
        http.setRequestHeaderSize(Listen.MAX_HEADER_BYTES);
        http.setSendServerVersion(false);
        http.setSendDateHeader(true);
        // Endpoints read the raw path and match it against their own grammar, so nothing here is ambiguous.
        http.setUriCompliance(UriCompliance.DEFAULT.with(
                "raw",
                Violation.AMBIGUOUS_PATH_SEGMENT,
                Violation.AMBIGUOUS_EMPTY_SEGMENT,
                Violation.AMBIGUOUS_PATH_SEPARATOR,
                Violation.AMBIGUOUS_PATH_PARAMETER,
                Violation.AMBIGUOUS_PATH_ENCODING));
        return http;
    }
}
