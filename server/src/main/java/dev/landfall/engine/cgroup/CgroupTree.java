package dev.landfall.engine.cgroup;

import dev.landfall.engine.Envelope;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
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
    int MAKING_TRIES = 20;

    static CgroupTree at(Path root) {
        return Files.exists(root.resolve("cgroup.controllers")) ? new UnifiedTree(root) : new SeparateTrees(root);
    }

    /** Makes a group with those above it, and limits it. */
    void limit(String path, Envelope envelope) throws IOException;

    /**
     * Removes a group with those in it, such as an engine leaves that died while it made a container; one that is not there
     * is fine.
     *
     * @throws IOException when something lives in it; whatever can go is gone all the same
     */
    void remove(String path) throws IOException;

    /** Removes a group wherever no other is in it. */
    void removeIfEmpty(String path) throws IOException;

    /** The names of the groups in a group, wherever they are. */
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
        } catch (DirectoryIteratorException e) { // it went while it was read
            if (e.getCause() instanceof NoSuchFileException) {
                return Set.of();
            }
            throw e.getCause();
        }
        return names;
    }

    /** Makes a group with those above it, one of which somebody else may be about to take away as nothing is in it. */
    static Path make(Path group) throws IOException {
        for (var left = MAKING_TRIES; ; left--) {
            try {
                return Files.createDirectories(group);
            } catch (NoSuchFileException e) {
                if (left == 0) {
                    throw e;
                }
            }
        }
    }

    /** Removes a group, after those in it; the kernel refuses where something lives. */
    static void prune(Path group) throws IOException {
        for (var name : groups(group)) {
            prune(group.resolve(name));
        }
        Files.deleteIfExists(group);
    }

    /** Removes a group unless another is in it, which the kernel calls busy. */
    static void pruneIfEmpty(Path group) throws IOException {
        if (groups(group).isEmpty()) {
            try {
                Files.deleteIfExists(group);
            } catch (FileSystemException e) {
                return; // one was just made in it
            }
        }
    }

    static void write(Path file, long value) throws IOException {
        Files.writeString(file, Long.toString(value));
    }
}
