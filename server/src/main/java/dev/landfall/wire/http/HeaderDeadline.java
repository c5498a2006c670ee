package dev.landfall.wire.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Cuts off clients that send their headers drop by drop, each drop in time for the idle timeout, to hold a connection
 * for ever. It looks at regular intervals, and a third look at the same unfinished headers is the last.
 */
final class HeaderDeadline extends AbstractLifeCycle {
    private static final int LOOKS = 3;

    private final ServerConnector connector;
    private final Duration interval;
    private Map<EndPoint, Unfinished> seen = Map.of();
    private Scheduler.@Nullable Task next;

    /** Headers that have begun and not ended: which of the connection's they are, and how often they were seen. */
    private record Unfinished(long message, int looks) {}

    HeaderDeadline(ServerConnector connector, Duration interval) {
        this.connector = connector;
        this.interval = interval;
    }

    @Override
    protected synchronized void doStart() {
        lookLater();
    }

    @Override
    protected synchronized void doStop() {
        if (next != null) {
            next.cancel();
        }
    }

    private void lookLater() {
        next = connector.getScheduler().schedule(this::look, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized void look() {
        if (!isRunning()) {
            return;
        }
        seen = connector.getConnectedEndPoints().stream()
                .filter(HeaderDeadline::isReadingHeaders)
                .collect(Collectors.toMap(endPoint -> endPoint, this::lookAt));
        seen.forEach((endPoint, unfinished) -> {
            if (unfinished.looks() >= LOOKS) {
                endPoint.close();
            }
        });
        lookLater();
    }

    private Unfinished lookAt(EndPoint endPoint) {
        var message = endPoint.getConnection().getMessagesIn();
        var before = seen.get(endPoint);
        return new Unfinished(message, before == null || before.message() != message ? 1 : before.looks() + 1);
    }

    private static boolean isReadingHeaders(EndPoint endPoint) {
        if (!(endPoint.getConnection() instanceof HttpConnection connection)) {
            return false;
        }
        var parser = connection.getParser();
        return parser.inHeaderState() && !parser.isIdle();
    }
}
