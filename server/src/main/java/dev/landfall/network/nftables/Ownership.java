package dev.landfall.network.nftables;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells whether the server that made a table still lives: while it does, it holds a lock that the system frees when its
 * process ends, however it ends.
 */
final class Ownership {
    private static final Path RUN = Path.of("/run/lock");

    /** What this process holds. A second channel on such a file would free the lock when closed, so it is never opened. */
    private static final Map<String, FileChannel> HELD = new ConcurrentHashMap<>();

    private Ownership() {}

    /** Takes a table for this process, until it ends. Taking it twice does no harm. */
    static void take(String table) throws IOException {
        if (HELD.containsKey(table)) {
            return;
        }
        var channel = FileChannel.open(file(table), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (isFree(channel)) {
            HELD.put(table, channel);
        } else {
            channel.close();
        }
    }

    /** Lets go of a table that is no more, also for a process that is dead; not of one that another process has. */
    static void release(String table) throws IOException {
        var channel = HELD.remove(table);
        if (channel != null || !isHeld(table)) {
            Files.deleteIfExists(file(table));
        }
        if (channel != null) {
            channel.close();
        }
    }

    /** Whether a living process has it, this one included. */
    static boolean isHeld(String table) throws IOException {
        if (HELD.containsKey(table)) {
            return true;
        }
        if (!Files.exists(file(table))) {
            return false;
        }
        try (var channel = FileChannel.open(file(table), StandardOpenOption.WRITE)) {
            return !isFree(channel);
        }
    }

    private static boolean isFree(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static Path file(String table) {
        var directory = Files.isWritable(RUN) ? RUN : Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
        return directory.resolve(table + ".lock");
    }
}
