package dev.landfall.network;

import dev.landfall.engine.docker.TestImages;
import dev.landfall.loop.VirtualScheduler;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A bridge network of a real Docker engine, with containers that answer; gone when closed. */
public final class BridgeNetwork implements AutoCloseable {
    private static final String IMAGE = TestImages.BUSYBOX;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String name;
    private final List<String> containers = new ArrayList<>();

    public BridgeNetwork(String name, Cidr block) {
        this.name = name;
        ensureImage();
        docker("network", "create", "--label", "landfall.test=network", "--subnet", block.toString(), name);
    }

    /** With a device of a known name. */
    public BridgeNetwork(String name, Cidr block, String device) {
        this.name = name;
        ensureImage();
        docker(
                "network",
                "create",
                "--label",
                "landfall.test=network",
                "--subnet",
                block.toString(),
                "--opt",
                "com.docker.network.bridge.name=" + device,
                name);
    }

    /** What a command in a container says, and a line with its exit status. */
    public String exec(String container, String script) {
        return docker("exec", container, "sh", "-c", script + "; echo status $?");
    }

    private static void ensureImage() {
        try (var scheduler = new VirtualScheduler()) {
            TestImages.ensureBusybox(TestImages.host(), scheduler);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A web server on port 3000 whose page is its own address. */
    public Ipv4 serve(Ipv4 address) {
        run(address, "mkdir /w && echo " + address + " >/w/index.html && exec httpd -f -p 3000 -h /w");
        await(address, 3000);
        return address;
    }

    /** Until a connection is accepted. */
    public static void await(Ipv4 address, int port) {
        for (var end = System.nanoTime() + PATIENCE.toNanos(); ; ) {
            try (var _ = new Socket(address.toString(), port)) {
                return;
            } catch (IOException e) {
                if (System.nanoTime() > end) {
                    throw new IllegalStateException(address + " does not answer on port " + port, e);
                }
                LockSupport.parkNanos(20_000_000);
            }
        }
    }

    /** A container that runs a script. */
    public String run(Ipv4 address, String script) {
        var id = docker(
                "run",
                "-d",
                "--label",
                "landfall.test=network",
                "--network",
                name,
                "--ip",
                address.toString(),
                IMAGE,
                "sh",
                "-c",
                script);
        containers.add(id);
        return id;
    }

    @Override
    public void close() {
        for (var container : containers) {
            docker("rm", "-f", container);
        }
        docker("network", "rm", name);
    }

    private static String docker(String... arguments) {
        var command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("DOCKER_HOST", System.getenv("LANDFALL_TEST_DOCKER_HOST"));
        return run(builder);
    }

    public static String shell(String script) {
        return run(new ProcessBuilder("sh", "-c", script).redirectErrorStream(true));
    }

    private static String run(ProcessBuilder builder) {
        try {
            var process = builder.start();
            var output = new String(process.getInputStream().readAllBytes()).strip();
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException(builder.command() + ": " + output);
            }
            return output;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
