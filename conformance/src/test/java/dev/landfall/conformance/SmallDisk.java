package dev.landfall.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system of few bytes. Needs the right to mount one. */
record SmallDisk(Path folder) implements AutoCloseable {
    static SmallDisk at(Path folder, String size) throws IOException {
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=" + size, "landfall-test", folder.toString()) == 0,
                "this user may not mount file systems");
        return new SmallDisk(folder);
    }

    void grow(String size) throws IOException {
        assertThat(run("mount", "-o", "remount,size=" + size, folder.toString()))
                .isZero();
    }

    long freeBytes() throws IOException {
        return Files.getFileStore(folder).getUsableSpace();
    }

    void fill() throws IOException {
        try (var out = Files.newOutputStream(ballast())) {
            var block = new byte[4_096];
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }

    void empty() throws IOException {
        Files.delete(ballast());
    }

    private Path ballast() {
        return folder.resolve("ballast");
    }

    @Override
    public void close() throws IOException {
        assertThat(run("umount", "-l", folder.toString())).isZero();
    }

    /** Runs a command. @return what it ended with */
    static int run(String... command) throws IOException {
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
