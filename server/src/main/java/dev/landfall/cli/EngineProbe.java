package dev.landfall.cli;

import dev.landfall.engine.cgroup.EngineGround;
import dev.landfall.engine.quota.StorageGround;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks a container engine for its version, once and briefly. */
public final class EngineProbe {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int LONGEST_ANSWER_BYTES = 64 * 1024;
    private static final Pattern VERSION = Pattern.compile("\"Version\"\\s*:\\s*\"([^\"]{1,64})\"");
    private static final Pattern API = Pattern.compile("\"ApiVersion\"\\s*:\\s*\"(\\d+)\\.(\\d+)\"");

    private static final Pattern CGROUP_DRIVER = Pattern.compile("\"CgroupDriver\"\\s*:\\s*\"([^\"]{1,64})\"");
    private static final Pattern KERNEL = Pattern.compile("\"KernelVersion\"\\s*:\\s*\"([^\"]{1,128})\"");

    private static final Pattern DRIVER = Pattern.compile("\"Driver\"\\s*:\\s*\"([^\"]{1,64})\"");
    private static final Pattern BACKING = Pattern.compile("\"Backing Filesystem\"\\s*,\\s*\"([^\"]{1,64})\"");
    private static final Pattern FOLDER = Pattern.compile("\"DockerRootDir\"\\s*:\\s*\"([^\"]{1,4096})\"");

    private EngineProbe() {}

    /** What came back. */
    public sealed interface Answer {
        /** One line for a person. */
        default String describe(URI host) {
            return switch (this) {
                case Present(String version, int major, int minor) ->
                    host + " (Docker " + version + ", API " + major + "." + minor + ")";
                case Away(String reason) ->
                    host + " does not answer (" + reason + "): tasks wait in PROVISIONING until it does; "
                            + "see ./landfall doctor";
            };
        }
    }

    public record Present(String version, int apiMajor, int apiMinor) implements Answer {}

    public record Away(String reason) implements Answer {}

    public static Answer ask(URI host) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        Thread.ofVirtual().name("engine-probe").start(() -> answer.complete(exchange(host)));
        return answer.completeOnTimeout(
                        new Away("no answer within " + PATIENCE.toSeconds() + " s"),
                        PATIENCE.toMillis(),
                        TimeUnit.MILLISECONDS)
                .join();
    }

    /** What the engine tells of the machine under it; empty when it does not answer. */
    public static Optional<EngineGround> ground(URI host) {
        try {
            var info = get(host, "/info");
            return Optional.of(
                    new EngineGround(first(CGROUP_DRIVER, info), first(KERNEL, info), info.contains("name=rootless")));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** What the engine tells of where it stores containers; empty when it does not answer. */
    public static Optional<StorageGround> storage(URI host) {
        try {
            var info = get(host, "/info");
            return Optional.of(new StorageGround(
                    first(DRIVER, info),
                    first(BACKING, info),
                    first(FOLDER, info),
                    first(KERNEL, info),
                    info.contains("name=rootless")));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String first(Pattern pattern, String text) {
        var found = pattern.matcher(text);
        return found.find() ? found.group(1) : "";
    }

    private static Answer exchange(URI host) {
        try {
            return read(get(host, "/version"));
        } catch (IOException e) {
            return new Away(e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    private static Answer read(String body) {
        Matcher version = VERSION.matcher(body);
        Matcher api = API.matcher(body);
        return version.find() && api.find()
                ? new Present(version.group(1), Integer.parseInt(api.group(1)), Integer.parseInt(api.group(2)))
                : new Away("what listens there is no Docker engine");
    }

    /** One HTTP/1.0 exchange: the engine closes when it has said everything. */
    public static String get(URI host, String path) throws IOException {
        SocketAddress address = host.getScheme().equals("unix")
                ? UnixDomainSocketAddress.of(host.getPath())
                : new InetSocketAddress(host.getHost(), host.getPort());
        try (SocketChannel channel = SocketChannel.open(address)) {
            channel.write(StandardCharsets.US_ASCII.encode("GET " + path + " HTTP/1.0\r\nHost: docker\r\n\r\n"));
            ByteBuffer answer = ByteBuffer.allocate(LONGEST_ANSWER_BYTES);
            while (answer.hasRemaining() && channel.read(answer) >= 0) {}
            return StandardCharsets.UTF_8.decode(answer.flip()).toString();
        }
    }
}
