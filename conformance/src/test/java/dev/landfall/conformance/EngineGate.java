package dev.landfall.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A socket in front of the engine's, which holds back one kind of call, so that whoever makes it is caught in the middle:
 * either before the engine hears of it, or when it has done it and its answer is on the way.
 */
final class EngineGate implements AutoCloseable {
    /** What a refused call is told. */
    static final String REFUSED = "the engine of this test refuses";

    private static final int PATIENCE_SECONDS = 30;
    private static final String TASKS = "ecs-";
    private static final Pattern NAME = Pattern.compile("[?&]name=([^& ]+)");
    private static final Pattern ID = Pattern.compile("\"Id\":\"([0-9a-f]{64})\"");

    /** What is held back. */
    enum Call {
        /** What a server asks an engine first. */
        GREET("GET", "/info"),
        LOOK_FOR_IMAGE("GET", "/images/.+/json"),
        PULL("POST", "/images/create\\?.*fromImage="),
        CREATE("POST", "/containers/create\\?"),
        FURNISH("PUT", "/containers/([0-9a-f]{64})/archive"),
        START("POST", "/containers/([0-9a-f]{64})/start"),
        INSPECT("GET", "/containers/([0-9a-f]{64})/json"),
        STOP("POST", "/containers/([0-9a-f]{64})/stop"),
        REMOVE("DELETE", "/containers/([0-9a-f]{64})"),
        MAKE_NETWORK("POST", "/networks/create"),
        REMOVE_VOLUME("DELETE", "/volumes/"),
        /** Whatever it is. */
        ANY("[A-Z]+", "/");

        private final Pattern line;

        Call(String method, String path) {
            this.line = Pattern.compile("^" + method + " (?:/v[0-9.]+)?" + path);
        }
    }

    enum Side {
        /** The engine never hears of it. */
        BEFORE,
        /** The engine does it, and nobody learns of it. */
        AFTER,
    }

    /** @param left how many such calls pass before */
    private record Hold(Call call, Pattern container, Side side, AtomicInteger left, CountDownLatch caught) {
        boolean isReached() {
            return left.getAndDecrement() <= 0;
        }
    }

    private record Delay(Call call, CountDownLatch reached, CountDownLatch pass, CountDownLatch answered) {
        static Delay of(Call call) {
            return new Delay(call, new CountDownLatch(1), new CountDownLatch(1), new CountDownLatch(1));
        }
    }

    private record Refusal(String container, Set<Call> calls) {}

    private final Path engine;
    private final Path socket;
    private final ServerSocketChannel server;
    private final Set<SocketChannel> connections = ConcurrentHashMap.newKeySet();
    private final Map<String, String> names = new ConcurrentHashMap<>();
    private final Map<Call, Integer> made = new ConcurrentHashMap<>();
    private volatile @Nullable Hold hold;
    private volatile @Nullable Delay delay;
    private volatile Refusal refusal = new Refusal("", Set.of());

    EngineGate(URI engine) throws IOException {
        this.engine = Path.of(engine.getPath());
        this.socket = Files.createTempDirectory("landfall-gate-").resolve("docker.sock");
        this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        Thread.ofVirtual().name("gate").start(this::accept);
    }

    URI host() {
        return URI.create("unix://" + socket);
    }

    /** From now on whoever makes such a call about a task's container, not about a sandbox, is held, until {@link #open}. */
    void hold(Call call, Side side) {
        hold(call, TASKS, side);
    }

    /** The same for those containers that the engine was asked to make by a name like this. */
    void hold(Call call, String container, Side side) {
        hold = new Hold(call, Pattern.compile(container), side, new AtomicInteger(), new CountDownLatch(1));
    }

    /** Holds whoever makes a call after so many others, whatever they are. */
    void holdAfter(int calls, Side side) {
        hold = new Hold(Call.ANY, Pattern.compile(""), side, new AtomicInteger(calls), new CountDownLatch(1));
    }

    /**
     * From now on such a call about a task's container passes only at {@link #hurry}, however long its maker waits: it has
     * reached the engine, which is slow.
     */
    void delay(Call call) {
        delay = Delay.of(call);
    }

    /** Lets the delayed call through once it is there, and returns when the engine has answered it. */
    void hurry() throws InterruptedException {
        var delayed = delay;
        if (delayed == null) {
            throw new IllegalStateException("Nothing is delayed");
        }
        if (!delayed.reached().await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("Nobody made the call " + delayed.call());
        }
        delay = null;
        delayed.pass().countDown();
        if (!delayed.answered().await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("The engine did not answer " + delayed.call());
        }
    }

    /** How many containers the engine has made of a family of task definitions, whatever became of them. */
    long containersMade(String family) {
        return names.values().stream()
                .filter(name -> name.startsWith(TASKS + family + "-"))
                .count();
    }

    /** From now on such calls about a container of this name in its task definition fail, until {@link #refuseNothing}. */
    void refuse(String container, Call... calls) {
        refusal = new Refusal(container, Set.of(calls));
    }

    void refuseNothing() {
        refusal = new Refusal("", Set.of());
    }

    /** Waits until somebody is held. */
    void awaitCaught(Duration patience) throws InterruptedException {
        if (!isCaught(patience)) {
            throw new AssertionError("Nobody made the call that is held back: " + hold);
        }
    }

    /** Whether somebody is held by then. */
    boolean isCaught(Duration patience) throws InterruptedException {
        var held = hold;
        return held != null && held.caught().await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** How many such calls were made since it was opened last. */
    int made(Call call) {
        return made.getOrDefault(call, 0);
    }

    /** Lets everything through again; those that are held are cut off. */
    void open() throws IOException {
        hold = null;
        made.clear();
        for (var connection : connections) {
            connection.close();
        }
        connections.clear();
    }

    private void accept() {
        try {
            while (true) {
                var client = server.accept();
                var upstream = SocketChannel.open(UnixDomainSocketAddress.of(engine));
                connections.add(client);
                connections.add(upstream);
                var exchange = new Exchange(client, upstream);
                Thread.ofVirtual().start(exchange::requests);
                Thread.ofVirtual().start(exchange::answers);
            }
        } catch (IOException closed) {
            // nobody comes through any more
        }
    }

    /** One connection; the client waits for each answer before its next request. */
    private final class Exchange {
        private final SocketChannel client;
        private final SocketChannel upstream;
        private volatile @Nullable Hold held;
        private volatile @Nullable Delay delayed;
        private volatile String creates = "";

        Exchange(SocketChannel client, SocketChannel upstream) {
            this.client = client;
            this.upstream = upstream;
        }

        void requests() {
            Passage.carry(client, upstream, bytes -> request(text(bytes)));
        }

        void answers() {
            Passage.carry(upstream, client, bytes -> answer(text(bytes)));
        }

        private static String text(ByteBuffer bytes) {
            return ISO_8859_1.decode(bytes).toString();
        }

        private boolean request(String bytes) {
            var name = NAME.matcher(bytes);
            creates = Call.CREATE.line.matcher(bytes).find() && name.find() ? name.group(1) : "";
            for (var call : Call.values()) {
                if (call.line.matcher(bytes).find()) {
                    made.merge(call, 1, Integer::sum);
                }
            }
            if (isRefused(refusal, bytes)) {
                refuse();
                return false;
            }
            var slow = delay;
            if (slow != null && name(slow.call(), bytes).startsWith(TASKS)) {
                delayed = slow;
                slow.reached().countDown();
                return passes(slow);
            }
            var now = hold;
            if (now == null || !isHeld(now, bytes)) {
                return true;
            }
            held = now;
            if (now.side() == Side.BEFORE) {
                now.caught().countDown();
                return false;
            }
            return true;
        }

        private boolean answer(String bytes) {
            var id = ID.matcher(bytes);
            if (!creates.isEmpty() && id.find()) {
                names.put(id.group(1), creates);
            }
            var slow = delayed;
            if (slow != null) {
                slow.answered().countDown();
            }
            var now = held;
            if (now == null) {
                return true;
            }
            now.caught().countDown();
            return false;
        }

        private static boolean passes(Delay slow) {
            try {
                slow.pass().await();
                return true;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private boolean isHeld(Hold now, String bytes) {
            return now.call().line.matcher(bytes).find()
                    && now.container().matcher(name(now.call(), bytes)).find()
                    && now.isReached();
        }

        private boolean isRefused(Refusal now, String bytes) {
            var name = "ecs-.*-[0-9]+-" + now.container() + "-[0-9a-f]+";
            return now.calls().stream().anyMatch(call -> name(call, bytes).matches(name));
        }

        /** Of the container that a call is about: {@code ecs-} where it is about none; empty where it is another call. */
        private String name(Call call, String bytes) {
            var line = call.line.matcher(bytes);
            if (!line.find()) {
                return "";
            }
            if (line.groupCount() > 0) {
                return names.getOrDefault(line.group(1), "");
            }
            return creates.isEmpty() ? TASKS : creates;
        }

        /** The connection ends with it: what else the request holds is nobody's. */
        private void refuse() {
            var body = "{\"message\":\"" + REFUSED + "\"}";
            var answer = "HTTP/1.1 500 Internal Server Error\r\nContent-Type: application/json\r\nConnection: close\r\n"
                    + "Content-Length: " + body.length() + "\r\n\r\n" + body;
            try {
                client.write(ISO_8859_1.encode(answer));
                client.shutdownOutput();
            } catch (IOException e) {
                Passage.close(client);
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        open();
        Files.delete(socket);
        Files.delete(socket.getParent());
    }
}
