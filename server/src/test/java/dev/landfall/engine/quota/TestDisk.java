package dev.landfall.engine.quota;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A file system in a sparse file, mounted for a test and gone with it. The test is skipped where there can be none. */
public record TestDisk(Kind kind, Path image, Path folder) implements AutoCloseable {
    /** File systems that hold what tasks write to a size, and how they are made so. */
    public enum Kind {
        XFS("xfsprogs", "prjquota", "mkfs.xfs", "-q"),
        EXT4(
                "e2fsprogs",
                "prjquota",
                "mkfs.ext4",
                "-q",
                "-O",
                "quota,project",
                "-E",
                "quotatype=prjquota,lazy_itable_init=1,nodiscard"),
        BTRFS("btrfs-progs", "rw", "mkfs.btrfs", "-q");

        private final String debianPackage;
        private final String option;
        private final List<String> making;

        Kind(String debianPackage, String option, String... making) {
            this.debianPackage = debianPackage;
            this.option = option;
            this.making = List.of(making);
        }

        /** Whether it counts by project, so that several folders can share a size. */
        public boolean countsByProject() {
            return option.equals("prjquota");
        }

        String type() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Makes and mounts one. It takes on the real disk only what is written to it. */
    public static TestDisk mounted(Kind kind, long bytes) throws IOException {
        return mounted(kind, bytes, kind.option);
    }

    static TestDisk mounted(Kind kind, long bytes, String options) throws IOException {
        assumeTrue(
                Files.exists(Path.of("/proc/filesystems")) && knows(kind),
                "this system's kernel has no " + kind.type() + " (or only as a module that is not loaded)");
        var ground = Files.createTempDirectory("landfall-disk-");
        var disk = new TestDisk(kind, ground.resolve("image"), Files.createDirectory(ground.resolve("mounted")));
        try {
            disk.make(bytes);
            disk.mount(options);
            return disk;
        } catch (IOException | RuntimeException e) {
            disk.delete();
            throw e;
        }
    }

    /** The projects that have a limit, among the numbers that are ours. */
    public List<Integer> limits() throws IOException {
        var projects = new LinuxProjects(
                LinuxCalls.ofThisMachine(), Mount.of(folder).orElseThrow().device());
        var found = new ArrayList<Integer>();
        for (var next = projects.from(ProjectQuotas.FIRST);
                next.isPresent();
                next = projects.from(next.get().project() + 1)) {
            if (next.get().limitBytes() > 0) {
                found.add(next.get().project());
            }
        }
        return found;
    }

    private static boolean knows(Kind kind) throws IOException {
        if (Files.exists(Path.of("/sbin/modprobe"))) {
            var unused = run(List.of("modprobe", kind.type()));
        }
        return Files.readString(Path.of("/proc/filesystems"))
                .lines()
                .anyMatch(line -> line.endsWith("\t" + kind.type()));
    }

    private void make(long bytes) throws IOException {
        try (var file = Files.newByteChannel(image, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            file.position(bytes - 1).write(ByteBuffer.wrap(new byte[1]));
        }
        var command = new ArrayList<>(kind.making);
        command.add(image.toString());
        assumeTrue(
                run(List.of("which", kind.making.getFirst())).isEmpty(),
                "there is no " + kind.making.getFirst() + ": apt-get install " + kind.debianPackage);
        run(command).ifPresent(failure -> {
            throw new AssertionError(command + " failed: " + failure);
        });
    }

    private void mount(String options) throws IOException {
        if (attempt(options).isPresent()) {
            assumeTrue(attempt("ro").isEmpty(), "this user may not mount file systems");
            unmount();
            assumeTrue(false, "this kernel's " + kind.type() + " was built without quotas");
        }
    }

    private Optional<String> attempt(String options) throws IOException {
        return run(List.of("mount", "-t", kind.type(), "-o", "loop," + options, image.toString(), folder.toString()));
    }

    /** What a command said that failed. */
    private static Optional<String> run(List<String> command) throws IOException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        try {
            return process.waitFor() == 0 ? Optional.empty() : Optional.of(said);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Takes it away; the kernel lets go of its loop device then. */
    @Override
    public void close() throws IOException {
        unmount();
        delete();
    }

    private void unmount() throws IOException {
        run(List.of("umount", folder.toString())).ifPresent(failure -> {
            throw new AssertionError(failure);
        });
    }

    private void delete() throws IOException {
        Files.delete(folder);
        Files.deleteIfExists(image);
        Files.delete(image.getParent());
    }
}
