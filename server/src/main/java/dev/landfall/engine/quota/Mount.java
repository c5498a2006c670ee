package dev.landfall.engine.quota;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A mounted file system, as {@code /proc/self/mounts} tells it.
 *
 * @param device what is mounted, such as {@code /dev/sda1}
 */
record Mount(String device, Path folder, String type, Set<String> options) {
    private static final Path ALL = Path.of("/proc/self/mounts");

    /** The one that a folder is in; empty where the system does not tell. */
    static Optional<Mount> of(Path folder) throws IOException {
        if (!Files.exists(ALL)) {
            return Optional.empty();
        }
        var real = folder.toRealPath();
        try (Stream<String> lines = Files.lines(ALL)) {
            return lines.flatMap(line -> parse(line).stream())
                    .filter(mount -> real.startsWith(mount.folder()))
                    // Of two at one place the later hides the former.
                    .reduce((one, other) -> depth(other) >= depth(one) ? other : one);
        }
    }

    static Optional<Mount> parse(String line) {
        var fields = line.split(" ");
        return fields.length < 4
                ? Optional.empty()
                : Optional.of(new Mount(
                        plain(fields[0]), Path.of(plain(fields[1])), fields[2], Set.of(fields[3].split(","))));
    }

    /** Whether it counts by project and holds projects to their limits. */
    boolean holdsProjects() {
        return options.contains("prjquota") || options.contains("pquota");
    }

    private static int depth(Mount mount) {
        return mount.folder().getNameCount();
    }

    /** The kernel writes a space as {@code \040}, and so on. */
    private static String plain(String field) {
        var plain = new StringBuilder();
        for (var at = 0; at < field.length(); at++) {
            if (field.charAt(at) == '\\' && at + 3 < field.length()) {
                plain.append((char) Integer.parseInt(field.substring(at + 1, at + 4), 8));
                at += 3;
            } else {
                plain.append(field.charAt(at));
            }
        }
        return plain.toString();
    }
}
