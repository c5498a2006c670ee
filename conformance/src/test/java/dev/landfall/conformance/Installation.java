package dev.landfall.conformance;

import static dev.landfall.conformance.Eventually.eventually;

import dev.landfall.Purge;
import dev.landfall.Settings;
import dev.landfall.cli.Instance;
import dev.landfall.engine.Engine.EngineAway;
import dev.landfall.network.Cidr;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A data folder, a port and blocks of addresses that no other installation on this machine has, so that suites may run
 * beside each other and beside a developer's own server.
 */
record Installation(Settings settings) {
    private static final int BLOCKS = 1_024; // of 4,096 addresses each, in 10.192.0.0/10
    private static final int FIRST_PORT = 10_000; // each block has its port
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    static Installation on(URI dockerHost) throws IOException {
        return on(dockerHost, Settings.Forwarding.AUTO);
    }

    static Installation on(URI dockerHost, Settings.Forwarding forwarding) throws IOException {
        var port = freePort();
        var block = port - FIRST_PORT;
        var pool = Cidr.parse("127.%d.%d.0/24".formatted(96 + block / 256, block % 256));
        var vpc = Cidr.parse("10.192.0.0/10").part(block, 20);
        var data = Files.createTempDirectory("landfall-conformance-").resolve("data");
        var loopback = InetAddress.ofLiteral("127.0.0.1");
        return new Installation(
                new Settings(port, loopback, data, Settings.Auth.OPEN, vpc, pool, forwarding, dockerHost));
    }

    /** The same, where every signature is verified and policies decide. */
    Installation enforcing() {
        return new Installation(new Settings(
                settings.port(),
                settings.bind(),
                settings.data(),
                Settings.Auth.ENFORCE,
                settings.vpc(),
                settings.publicIps(),
                settings.forwarding(),
                settings.dockerHost()));
    }

    /** The same, where it listens at another address of this machine, and its port of 127.0.0.1 is somebody else's. */
    Installation behindItsPort() {
        return new Installation(new Settings(
                settings.port(),
                InetAddress.ofLiteral("127.0.0.2"),
                settings.data(),
                settings.auth(),
                settings.vpc(),
                settings.publicIps(),
                settings.forwarding(),
                settings.dockerHost()));
    }

    /** The same with four public addresses, of which a few can be given. */
    Installation withTinyPool() {
        return new Installation(new Settings(
                settings.port(),
                settings.bind(),
                settings.data(),
                settings.auth(),
                settings.vpc(),
                settings.publicIps().part(3, 30),
                settings.forwarding(),
                settings.dockerHost()));
    }

    URI endpoint() {
        return URI.create("http://" + settings.bind().getHostAddress() + ":" + settings.port());
    }

    /** Holds nothing but the data folder. */
    Path ground() {
        return data().getParent();
    }

    Path data() {
        return settings.data();
    }

    /** The name by which the engine knows it, once it was started. */
    String instance() {
        return Instance.name(data()).orElseThrow();
    }

    /** As the command line has it. */
    List<String> options() {
        return List.of(
                "--port", String.valueOf(settings.port()),
                "--bind", settings.bind().getHostAddress(),
                "--data", settings.data().toString(),
                "--vpc", settings.vpc().toString(),
                "--public-ips", settings.publicIps().toString(),
                "--forwarding", settings.forwarding().name().toLowerCase(java.util.Locale.ROOT),
                "--docker-host", settings.dockerHost().toString());
    }

    /** Leaves nothing behind: no container, network, rule of the kernel's or file. The server must be down. */
    void erase() throws IOException {
        if (Instance.name(data()).isPresent()) {
            // What an engine was making when the server was killed may be there only after the first look.
            eventually("nothing left behind", this::leftAfterPurge, List::isEmpty);
        }
        try (var files = Files.walk(ground())) {
            for (var file : files.skip(1).sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        ground().toFile().deleteOnExit(); // it may be a disk's, until the test is over
    }

    private List<String> leftAfterPurge() {
        purge();
        return Footprint.outside(this).lines();
    }

    private void purge() {
        try {
            new Purge(settings, instance()).run();
        } catch (EngineAway away) {
            return; // a test without an engine has nothing in it
        }
    }

    /**
     * One that no other test of this run was given, below those that the system itself gives out: while a server is down
     * nobody's connection takes its port, and a look whether it answers cannot connect to itself.
     */
    private static int freePort() throws IOException {
        while (true) {
            var port = FIRST_PORT + ThreadLocalRandom.current().nextInt(BLOCKS);
            try (var _ = new ServerSocket(port)) {
                if (GIVEN.add(port)) {
                    return port;
                }
            } catch (BindException e) {
                // Another.
            }
        }
    }
}
