package dev.landfall.ecr;

import dev.landfall.ecr.repository.RepositoryName;
import dev.landfall.wire.Realm;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What clients call the registries of this server. Where the machine finds {@code *.localhost}, each realm has a host of
 * its own, as on AWS; elsewhere all share {@code localhost} and a login tells the realm.
 *
 * @param port that the server listens on
 * @param named whether every realm has its own host
 */
public record RegistryAddress(int port, boolean named) {
    private static final Pattern HOST =
            Pattern.compile("(\\d{12})\\.dkr\\.ecr(?:-fips)?\\.([a-z0-9-]{2,25})\\.([a-z0-9.-]+?)(?::(\\d{1,5}))?");
    private static final Pattern LOCAL = Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1])(?::(\\d{1,5}))?");
    private static final int HTTP_PORT = 80;

    /** Asks the machine's resolver, which may take a while: once, at start. */
    public static RegistryAddress detect(int port) {
        return new RegistryAddress(port, resolves(host(new Realm(Realm.DEFAULT_ACCOUNT, Realm.DEFAULT_REGION))));
    }

    /** The host and port of a realm's registry, as docker wants it. */
    public String of(Realm realm) {
        return named ? host(realm) + ":" + port : shared();
    }

    /** The address that reaches every realm, on this machine. */
    public String shared() {
        return "localhost:" + port;
    }

    /** {@code repositoryUri}. */
    public String uri(Realm realm, RepositoryName name) {
        return of(realm) + "/" + name;
    }

    /** {@code proxyEndpoint}. */
    public String endpoint(Realm realm) {
        return "http://" + of(realm);
    }

    /** What a registry's host and port say about where it is. */
    public Place place(String registry) {
        var local = LOCAL.matcher(registry);
        if (local.matches()) {
            return portOf(local.group(2)) == port ? new Place.Shared() : new Place.Elsewhere();
        }
        var host = HOST.matcher(registry);
        if (!host.matches()) {
            return new Place.Elsewhere();
        }
        var realm = new Realm(host.group(1), host.group(2));
        return switch (host.group(3)) {
            case "localhost" -> portOf(host.group(4)) == port ? new Place.Named(realm) : new Place.Elsewhere();
            case "amazonaws.com", "amazonaws.com.cn" -> new Place.Aws(realm);
            default -> new Place.Elsewhere();
        };
    }

    /** Where an image's registry is. */
    public sealed interface Place {
        /** On this server, whatever the realm. */
        record Shared() implements Place {}

        /** On this server, in that realm. */
        record Named(Realm realm) implements Place {}

        /** On AWS, for which this server stands in. */
        record Aws(Realm realm) implements Place {}

        record Elsewhere() implements Place {}
    }

    /** The realm of a host such as {@code 123456789012.dkr.ecr.eu-west-1.localhost:4566}; empty for any other host. */
    public Optional<Realm> realm(String authority) {
        var host = HOST.matcher(authority);
        return host.matches() ? Optional.of(new Realm(host.group(1), host.group(2))) : Optional.empty();
    }

    private static String host(Realm realm) {
        return realm.account() + ".dkr.ecr." + realm.region() + ".localhost";
    }

    private static int portOf(@Nullable String text) {
        return text == null ? HTTP_PORT : Integer.parseInt(text);
    }

    private static boolean resolves(String host) {
        try {
            return Arrays.stream(InetAddress.getAllByName(host)).allMatch(InetAddress::isLoopbackAddress);
        } catch (UnknownHostException unknown) {
            return false;
        }
    }
}
