package dev.landfall.engine.docker;

import dev.landfall.engine.Engine.EngineAway;
import dev.landfall.loop.Scheduler;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Speaks the Docker Engine API with blocking calls, over connections that are kept for the next call. */
final class DockerClient implements AutoCloseable {
    /** As many as make sense to keep: an engine on one machine does not do more at once. */
    private static final int MAX_IDLE_CONNECTIONS = 16;
    /** An answer to a call, such as an inspection or a list; streams are not bounded by it. */
    private static final int MAX_ANSWER_BYTES = 64 * 1024 * 1024;
    /** Of a refusal, whose words may be a stranger's. */
    private static final int MAX_REFUSAL_BYTES = 1024 * 1024;

    private final DockerHost host;
    private final Scheduler scheduler;
    private volatile boolean closed;
    private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();
    private volatile @Nullable String version;
    private volatile @Nullable String trouble; // of the last call, if it had any

    DockerClient(DockerHost host, Scheduler scheduler) {
        this.host = host;
        this.scheduler = scheduler;
    }

    DockerHost host() {
        return host;
    }

    /** Calls and reads the whole answer. @throws DockerFault when Docker refuses @throws EngineAway */
    Json call(HttpRequest request) {
        try (var stream = open(request, version(), true, new Cutoff())) {
            var answer = stream.in().readNBytes(MAX_ANSWER_BYTES);
            return answer.length == 0 || answer[0] != '{' && answer[0] != '['
                    ? Json.read(new byte[0])
                    : Json.read(answer);
        } catch (IOException | JacksonException e) {
            throw away(e);
        }
    }

    /** Calls and leaves the body to the caller, who closes it. @throws DockerFault @throws EngineAway */
    Stream stream(HttpRequest request) {
        return stream(request, new Cutoff());
    }

    /** The same, which another thread may cut short. @throws Cutoff.CutShort */
    Stream stream(HttpRequest request, Cutoff cutoff) {
        try {
            return open(request, version(), false, cutoff);
        } catch (IOException e) {
            throw away(e, cutoff);
        }
    }

    /** Calls without a version, as only {@code /version} and {@code /_ping} are. */
    Json callUnversioned(HttpRequest request) {
        try (var stream = open(request, "", true, new Cutoff())) {
            var answer = stream.in().readNBytes(MAX_ANSWER_BYTES);
            return answer.length > 0 && answer[0] == '{' ? Json.read(answer) : Json.read(new byte[0]);
        } catch (IOException | JacksonException e) {
            throw away(e);
        }
    }

    /** Forgets what it knows of an engine that went away: another version may come back. */
    void reset() {
        version = null;
        closeIdle();
    }

    @Override
    public void close() {
        closed = true;
        closeIdle();
    }

    /** What a failure means for whoever may have cut the call short. */
    RuntimeException away(Exception cause, Cutoff cutoff) {
        return cutoff.isCut() ? new Cutoff.CutShort(cause) : away(cause);
    }

    EngineAway away(Exception cause) {
        var text = "Docker at " + host + " does not answer: " + reason(cause);
        trouble = text;
        return new EngineAway(text, cause);
    }

    /** Why the last call was not answered; empty when it was. */
    Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    private static String reason(Exception cause) {
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    private String version() {
        var known = version;
        if (known == null) {
            known = ApiVersion.of(callUnversioned(HttpRequest.get("/version"))).path();
            version = known;
        }
        return known;
    }

    private Stream open(HttpRequest request, String prefix, boolean whole, Cutoff cutoff) throws IOException {
        while (true) {
            if (closed) { // work that was under way must not go on beside whoever comes next
                throw new IOException("this client is closed");
            }
            var kept = idle.pollFirst();
            var connection = kept == null ? Connection.unconnected() : kept;
            var deadline = new Deadline(connection, request);
            try {
                cutoff.over(connection);
                if (kept == null) {
                    connection.connect(host); // an engine that takes no more of them keeps it waiting, too
                }
                var head = connection.exchange(request.encode(prefix));
                trouble = null;
                if (!whole) {
                    deadline.cancel();
                }
                return checked(new Stream(connection, head, deadline, cutoff));
            } catch (IOException e) {
                connection.close();
                if (deadline.cancel()) {
                    throw new TimedOut(request, e);
                }
                if (kept == null || cutoff.isCut()) {
                    throw e;
                }
                // The engine had closed the connection since its last use; all our calls may be repeated.
            }
        }
    }

    /** The engine took longer with one request than it was given. */
    static final class TimedOut extends IOException {
        private static final long serialVersionUID = 1L;

        private final String path;
        private final Duration limit;

        TimedOut(HttpRequest request, IOException cause) {
            super("no answer to " + request.path() + " within " + request.timeout(), cause);
            this.path = request.path();
            this.limit = request.timeout();
        }

        String path() {
            return path;
        }

        Duration limit() {
            return limit;
        }
    }

    private static Stream checked(Stream stream) throws IOException {
        if (stream.head.status() < 400) {
            return stream;
        }
        try (stream) {
            var text = stream.in().readNBytes(MAX_REFUSAL_BYTES);
            throw new DockerFault(stream.head.status(), DockerFault.message(text));
        }
    }

    private void closeIdle() {
        for (var connection = idle.pollFirst(); connection != null; connection = idle.pollFirst()) {
            connection.close();
        }
    }

    /** The answer to one request, up to its end. Closing it from another thread ends a read. */
    final class Stream implements AutoCloseable {
        private final Connection connection;
        private final HttpHead head;
        private final HttpBody body;
        private final Deadline deadline;
        private final Cutoff cutoff;
        private final AtomicBoolean closed = new AtomicBoolean();

        private Stream(Connection connection, HttpHead head, Deadline deadline, Cutoff cutoff) {
            this.connection = connection;
            this.head = head;
            this.body = connection.body(head);
            this.deadline = deadline;
            this.cutoff = cutoff;
        }

        InputStream in() {
            return body;
        }

        @Override
        public void close() {
            if (!closed.compareAndSet(false, true)) {
                return;
            }
            deadline.cancel();
            cutoff.released();
            if (body.ended() && head.keepsAlive() && idle.size() < MAX_IDLE_CONNECTIONS) {
                idle.addFirst(connection);
            } else {
                connection.close();
            }
        }
    }

    /** Closes a connection under whoever waits on it for too long. */
    private final class Deadline {
        private final Scheduler.Timer timer;
        private volatile boolean passed;

        Deadline(Connection connection, HttpRequest request) {
            timer = scheduler.after(request.timeout(), "docker timeout", () -> {
                passed = true;
                connection.close();
            });
        }

        /** Lifts it; tells whether it had passed. */
        boolean cancel() {
            timer.cancel();
            return passed;
        }
    }
}
