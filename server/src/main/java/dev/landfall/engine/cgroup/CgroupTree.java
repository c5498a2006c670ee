package dev.landfall.engine.cgroup;

import dev.landfall.engine.Envelope;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** The kernel's control groups as files. Paths are relative to the root, such as {@code landfall/one/pod}. */
sealed interface CgroupTree permits UnifiedTree, SeparateTrees {
    long PERIOD_MICROS = 100_000;
    long LEAST_QUOTA_MICROS = 1_000;
    long NANO_CPUS = 1_000_000_000;

    static CgroupTree at(Path root) {
        return Files.exists(root.resolve("cgroup.controllers")) ? new UnifiedTree(root) : new SeparateTrees(root);
    }

    /** Makes a group with those above it, and limits it. */
    void limit(String path, Envelope envelope) throws IOException;

    /** Removes a group that nothing lives in; one that is not there is fine. */
    void remove(String path) throws IOException;

    Set<String> children(String path) throws IOException;

    /** Whether the limit of memory was ever reached; false where it is not known. */
    boolean isExhausted(String path);

    boolean isWritable();

    static long quotaMicros(Envelope envelope) {
        return Math.max(LEAST_QUOTA_MICROS, envelope.nanoCpus() * PERIOD_MICROS / NANO_CPUS);
    }

    /** The groups in a group; its limits are files beside them. */
    static Set<String> groups(Path group) throws IOException {
        var names = new HashSet<String>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(group)) {
            for (var entry : entries) {
                if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    names.add(entry.getFileName().toString());
                }
            }
        } catch (NoSuchFileException e) {
            return Set.of();
        }
        return names;
    }

    static void write(Path file, long value) throws IOException {
        Files.writeString(file, Long.toString(value));
    }
}
