package dev.landfall.conformance;

import dev.landfall.Settings;
import dev.landfall.cli.Instance;
import dev.landfall.engine.AddressGuard;
import dev.landfall.engine.docker.DockerEngine;
import dev.landfall.engine.docker.DockerHost;
import dev.landfall.engine.docker.NetworkPlan;
import dev.landfall.loop.VirtualScheduler;
import dev.landfall.network.Cidr;
import dev.landfall.network.nftables.NftablesAddressGuard;
import dev.landfall.network.nftables.NftablesPacketFilter;
import dev.landfall.network.nftables.NftablesPublicAddresses;
import dev.landfall.network.nftables.NftablesTaskEndpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/**
 * A data folder, a port and blocks of addresses that no other installation on this machine has, so that suites may run
 * beside each other and beside a developer's own server.
 */
record Installation(Settings settings) {
    private static final int BLOCKS = 1_024; // of 4,096 addresses each, in 10.192.0.0/10

    static Installation on(URI dockerHost) throws IOException {
        return on(dockerHost, Settings.Forwarding.AUTO);
    }

    static Installation on(URI dockerHost, Settings.Forwarding forwarding) throws IOException {
        var port = freePort();
        var block = port % BLOCKS;
        var pool = Cidr.parse("127.%d.%d.0/24".formatted(96 + block / 256, block % 256));
        return of(port, pool, forwarding, dockerHost);
    }

    private static Installation of(int port, Cidr pool, Settings.Forwarding forwarding, URI dockerHost)
            throws IOException {
        var data = Files.createTempDirectory("landfall-conformance-").resolve("data");
        var vpc = Cidr.parse("10.192.0.0/10").part(port % BLOCKS, 20);
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

    /** The same with four public addresses, of which a few can be given. */
    Installation withTinyPool() throws IOException {
        var tiny = settings.publicIps().part(3, 30);
        return of(settings.port(), tiny, settings.forwarding(), settings.dockerHost());
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + settings.port());
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
                "--data", settings.data().toString(),
                "--vpc", settings.vpc().toString(),
                "--public-ips", settings.publicIps().toString(),
                "--forwarding", settings.forwarding().name().toLowerCase(java.util.Locale.ROOT),
                "--docker-host", settings.dockerHost().toString());
    }

    /** Leaves nothing behind: no container, network, rule of the kernel's or file. The server must be down. */
    void erase() throws IOException {
        if (Instance.name(data()).isPresent()) {
            try (var addresses = new NftablesPublicAddresses(instance(), settings.network())) {
                addresses.erase();
            }
            eraseRules();
            new NftablesTaskEndpoint(instance(), List.of(), settings.vpc().at(1)).erase();
            new NftablesAddressGuard(instance()).erase();
            eraseFromEngine(DockerHost.parse(settings.dockerHost().toString()));
        }
        try (var files = Files.walk(data())) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        ground().toFile().deleteOnExit();
    }

    private void eraseRules() {
        try (var rules =
                new NftablesPacketFilter(instance(), NetworkPlan.of(instance()).bridge(), settings.vpc())) {
            rules.erase();
        }
    }

    private void eraseFromEngine(DockerHost host) {
        if (Files.exists(host.socket())) {
            try (var scheduler = new VirtualScheduler();
                    var engine = new DockerEngine(
                            host, instance(), NetworkPlan.of(instance()), AddressGuard.NONE, scheduler)) {
                engine.erase();
            }
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
