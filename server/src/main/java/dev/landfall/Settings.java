package dev.landfall;

import dev.landfall.network.Cidr;
import dev.landfall.network.NetworkSettings;
import dev.landfall.s3.S3Source;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;

/**
 * Everything an operator chooses.
 *
 * @param port the one TCP port of all services, 1 to 65535
 * @param bind the local address it listens on
 * @param data the folder that holds all of this instance's state
 * @param auth whether signatures and policies are enforced
 * @param vpc the block of every realm's default VPC, and of the one network of the engine that carries them
 * @param publicIps the pool that tasks' public addresses come from
 * @param forwarding what carries public addresses to tasks
 * @param dockerHost the container engine: {@code unix:///path} or {@code tcp://host:port}
 * @param s3 where the files of tasks' environments are
 */
public record Settings(
        int port,
        InetAddress bind,
        Path data,
        Auth auth,
        Cidr vpc,
        Cidr publicIps,
        Forwarding forwarding,
        URI dockerHost,
        S3Source s3) {

    /** What a caller has to prove. */
    public enum Auth {
        /** Any well-formed credentials are taken at their word; for loopback only. */
        OPEN,
        /** Every signature is verified and IAM policies decide. */
        ENFORCE
    }

    /** How a public address is made to answer. */
    public enum Forwarding {
        /** The kernel's tables where they may be changed, else this process. */
        AUTO,
        /** The kernel's tables: every port, no proxy in the path. Needs nftables and root. */
        KERNEL,
        /** This process listens on the ports that tasks name. */
        PROCESS
    }

    /** With buckets in the data folder. */
    public Settings(
            int port,
            InetAddress bind,
            Path data,
            Auth auth,
            Cidr vpc,
            Cidr publicIps,
            Forwarding forwarding,
            URI dockerHost) {
        this(port, bind, data, auth, vpc, publicIps, forwarding, dockerHost, buckets(data));
    }

    public Settings {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("a port is 1 to 65535, not " + port);
        }
        if (auth == Auth.OPEN && !bind.isLoopbackAddress()) {
            throw new IllegalArgumentException("--auth open would let anyone who reaches " + bind.getHostAddress()
                    + " act as anyone; use --auth enforce, or bind to 127.0.0.1");
        }
        if (publicIps.prefix() < 8 || publicIps.prefix() > 30) {
            throw new IllegalArgumentException("the pool of public addresses is a /8 to /30, not " + publicIps);
        }
        data = data.toAbsolutePath().normalize();
        network(vpc, publicIps);
    }

    /** Where buckets are as long as nobody chooses. */
    public static S3Source buckets(Path data) {
        return new S3Source.Folder(data.resolve("s3"));
    }

    public NetworkSettings network() {
        return network(vpc, publicIps);
    }

    /** Refuses blocks that do not go together. */
    private static NetworkSettings network(Cidr vpc, Cidr publicIps) {
        return new NetworkSettings(vpc, publicIps);
    }

    /** Where clients on this machine find the server. */
    public URI endpoint() {
        boolean local = bind.isLoopbackAddress() || bind.isAnyLocalAddress();
        String host = bind.getHostAddress();
        return URI.create(
                "http://" + (local ? "localhost" : host.contains(":") ? "[" + host + "]" : host) + ":" + port);
    }
}
