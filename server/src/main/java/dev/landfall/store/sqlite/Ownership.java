package dev.landfall.store.sqlite;

import dev.landfall.store.Store.Unavailable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The promise that no other process writes to the same file, which the system takes back when this one dies; and that no
 * other user of the machine reads it.
 */
record Ownership(FileChannel channel) implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Ownership.class);
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    /** @throws Unavailable when another server has the file, or the directory cannot be written */
    static Ownership of(Path file) {
        var lockFile = file.resolveSibling(file.getFileName() + ".lock");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            makePrivate(lockFile);
            var ownership = claimed(file, FileChannel.open(lockFile, StandardOpenOption.WRITE));
            makePrivate(file); // SQLite gives its journal the same permissions
            return ownership;
        } catch (IOException e) {
            throw new Unavailable("Cannot write beside " + file + ": " + e, e);
        }
    }

    /** Made empty, for its owner only, when there is none. */
    private static void makePrivate(Path file) throws IOException {
        try {
            Files.createFile(file, OWNER_ONLY);
        } catch (FileAlreadyExistsException e) {
            LOG.trace("{} is there already", file);
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
