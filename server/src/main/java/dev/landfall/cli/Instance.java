package dev.landfall.cli;

import dev.landfall.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * What a running server leaves in its data folder so that other commands find it: {@code run/pid} and
 * {@code run/endpoint}, guarded by a lock that dies with the process.
 */
public final class Instance implements AutoCloseable {
    private final Path folder;
    private final FileChannel lockFile;

    private Instance(Path folder, FileChannel lockFile) {
        this.folder = folder;
        this.lockFile = lockFile;
    }

    /** Takes the data folder for this process; refused while another server has it. */
    static Instance claim(Settings settings) throws IOException {
        Path folder = settings.data().resolve("run");
        Files.createDirectories(folder);
        FileChannel lockFile =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!locked(lockFile)) {
            lockFile.close();
            String holder = read(folder.resolve("pid"))
                    .map(pid -> " (process " + pid + ")")
                    .orElse("");
            throw new Refusal("another server" + holder + " uses " + settings.data()
                    + "; stop it with ./landfall down, or choose another folder with --data");
        }
        return new Instance(folder, lockFile);
    }

    /** Says that the server answers; the endpoint comes last because others wait for it. */
    void announce(URI endpoint) throws IOException {
        Files.writeString(
                folder.resolve("pid"), Long.toString(ProcessHandle.current().pid()) + "\n");
        Path draft = Files.writeString(folder.resolve("endpoint.new"), endpoint + "\n");
        Files.move(draft, folder.resolve("endpoint"), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(folder.resolve("endpoint"));
        Files.deleteIfExists(folder.resolve("pid"));
        lockFile.close();
    }

    /** The endpoint of the server that uses a data folder now, whatever its own options were. */
    public static Optional<URI> running(Path data) throws IOException {
        Path folder = data.resolve("run");
        if (!Files.exists(folder.resolve("lock"))) {
            return Optional.empty();
        }
        try (FileChannel lockFile = FileChannel.open(folder.resolve("lock"), StandardOpenOption.WRITE)) {
            return locked(lockFile)
                    ? Optional.empty()
                    : read(folder.resolve("endpoint")).map(URI::create);
        }
    }

    /** The number of the process that uses a data folder, or used it last and was killed. */
    public static Optional<String> pid(Path data) throws IOException {
        return read(data.resolve("run/pid"));
    }

    /** The name by which an engine knows this installation; empty before its first start. */
    public static Optional<String> name(Path data) {
        try {
            return read(data.resolve("identity"))
                    .map(text -> text.lines().findFirst().orElse(""));
        } catch (IOException e) {
            return Optional.empty(); // somebody else's installation
        }
    }

    private static boolean locked(FileChannel file) throws IOException {
        try {
            FileLock lock = file.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static Optional<String> read(Path file) throws IOException {
        return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
    }
}
