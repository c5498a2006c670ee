package dev.landfall.network.nftables;

import dev.landfall.network.Ipv4;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The name servers of this host, which the engine asks on behalf of containers, with their own addresses. */
final class Resolvers {
    /** The second is where the first only names a resolver on this host itself. */
    private static final Path[] FILES = {Path.of("/etc/resolv.conf"), Path.of("/run/systemd/resolve/resolv.conf")};

    private static final Pattern LINE = Pattern.compile("\\s*nameserver\\s+(\\d+(?:\\.\\d+){3})\\s*");

    Set<Ipv4> addresses() {
        var all = new TreeSet<Ipv4>();
        for (var file : FILES) {
            all.addAll(addresses(file));
        }
        return all;
    }

    static Set<Ipv4> addresses(Path file) {
        var found = new TreeSet<Ipv4>();
        try {
            for (var line : Files.readAllLines(file)) {
                var matcher = LINE.matcher(line);
                if (matcher.matches()) {
                    found.add(Ipv4.parse(matcher.group(1)));
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            return found; // a file that is not there, or says nothing we understand, names nobody
        }
        return found;
    }
}
