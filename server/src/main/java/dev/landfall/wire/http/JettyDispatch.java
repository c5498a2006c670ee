package dev.landfall.wire.http;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives each request to the endpoint of its path, and keeps what goes wrong there from the client's eyes. */
final class JettyDispatch extends Handler.Abstract {
    private static final Logger log = LoggerFactory.getLogger(HttpServer.class);

    private final List<Route> routes;
    private final InstantSource clock;
    private final Supplier<UUID> ids;

    JettyDispatch(List<Route> routes, InstantSource clock, Supplier<UUID> ids) {
        this.routes = routes.stream()
                .sorted(Comparator.comparingInt((Route route) -> route.prefix().length())
                        .reversed())
                .toList();
        this.clock = clock;
        this.ids = ids;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        var in = new JettyRequest(request, ids.get().toString(), clock);
        var out = new JettyResponse(request, response);
        for (var route : routes) {
            if (route.takes(in.rawPath())) {
                answer(route.endpoint(), in, out, callback);
                return true;
            }
        }
        return false;
    }

    private static void answer(Endpoint endpoint, JettyRequest in, JettyResponse out, Callback callback) {
        try {
            endpoint.answer(in, out);
            out.finish(callback);
        } catch (Throwable failure) { // an Error, too, must not leave a client waiting
            fail(in, out, callback, failure);
        }
    }

    private static void fail(JettyRequest in, JettyResponse out, Callback callback, Throwable failure) {
        var status = status(failure);
        if (status < 500) {
            log.debug("{} {} {}: {}", in.id(), in.method(), in.rawPath(), status, failure);
        }
        if (status >= 500) {
            log.error("{} {} {} failed", in.id(), in.method(), in.rawPath(), failure);
        }
        if (out.committed()) {
            callback.failed(failure);
            return;
        }
        out.refuse(status, in.id(), callback);
    }

    /** What the client did wrong, if it did: a broken body, too slow a body, or none for it went away. */
    private static int status(Throwable failure) {
        return switch (failure) {
            case HttpException http -> http.getCode();
            case EOFException ignored -> HttpStatus.BAD_REQUEST_400; // Jetty's is one of these
            case ClosedChannelException ignored -> HttpStatus.BAD_REQUEST_400;
            case IOException io when io.getCause() instanceof TimeoutException -> HttpStatus.REQUEST_TIMEOUT_408;
            case IOException io when io.getCause() instanceof HttpException http -> http.getCode();
            default -> HttpStatus.INTERNAL_SERVER_ERROR_500;
        };
    }
}
