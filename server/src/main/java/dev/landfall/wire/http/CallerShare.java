package dev.landfall.wire.http;

import java.net.InetSocketAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.eclipse.jetty.io.Connection;

/** Lets no address have more than its share of the connections: what it opens beyond that is closed at once. */
final class CallerShare implements Connection.Listener {
    private final int most;
    private final ConcurrentMap<Connection, String> callers = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Integer> open = new ConcurrentHashMap<>();

    CallerShare(int most) {
        this.most = most;
    }

    @Override
    public void onOpened(Connection connection) {
        var caller = caller(connection);
        callers.put(connection, caller);
        if (open.merge(caller, 1, Integer::sum) > most) {
            connection.getEndPoint().close();
        }
    }

    @Override
    public void onClosed(Connection connection) {
        var caller = callers.remove(connection); // which a closed connection does not know any more
        if (caller != null) {
            open.computeIfPresent(caller, (_, count) -> count > 1 ? count - 1 : null);
        }
    }

    private static String caller(Connection connection) {
        return connection.getEndPoint().getRemoteSocketAddress() instanceof InetSocketAddress address
                ? address.getHostString()
                : "";
    }
}
