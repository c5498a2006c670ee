package dev.landfall.store.sqlite;

import dev.landfall.store.Store.Unavailable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The promise that no other process writes to the same file; the system takes it back when this one dies. */
record Ownership(FileChannel channel) implements AutoCloseable {
    /** @throws Unavailable when another server has the file, or the directory cannot be written */
    static Ownership of(Path file) {
        var lockFile = file.resolveSibling(file.getFileName() + ".lock");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            return claimed(file, FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
        } catch (IOException e) {
            throw new Unavailable("Cannot write beside " + file + ": " + e, e);
        }
    }

    private static Ownership claimed(Path file, FileChannel channel) throws IOException {
        try {
            if (channel.tryLock() != null) {
                return new Ownership(channel);
            }
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw inUse(file);
        }
        channel.close();
        throw inUse(file);
    }

    private static Unavailable inUse(Path file) {
        return new Unavailable(file + " is in use by another Landfall server");
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new Unavailable("The lock was not given back cleanly", e);
        }
    }
}
