package dev.landfall.engine.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.landfall.engine.quota.TestDisk.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The kernel's own part, on real file systems. */
@Tag("slow")
class LinuxProjectsTest {
    private static final long GIB = 1L << 30;
    private static final int OURS = ProjectQuotas.FIRST + 12_345;

    /** Also where the kernel has no quotas: XFS keeps the numbers all the same. */
    @Test
    void givesFoldersNumbersThatWhatIsMadeInThemInherits() throws IOException {
        try (var disk = TestDisk.mounted(Kind.XFS, GIB, "rw")) {
            var projects = on(disk);
            var folder = Files.createDirectory(disk.folder().resolve("folder"));
            var before = Files.writeString(folder.resolve("before"), "x");
            assertThat(projects.of(folder)).isZero();
            projects.assign(folder, OURS);
            projects.assign(before, OURS + 1);

            var inner = Files.createDirectory(folder.resolve("inner"));
            assertThat(projects.of(folder)).isEqualTo(OURS);
            assertThat(projects.of(before)).isEqualTo(OURS + 1);
            assertThat(projects.of(Files.writeString(inner.resolve("after"), "x")))
                    .isEqualTo(OURS);

            assertThatThrownBy(() -> projects.of(folder.resolve("gone"))).isInstanceOf(NoSuchFileException.class);
            var link = Files.createSymbolicLink(disk.folder().resolve("link"), folder);
            assertThatThrownBy(() -> projects.of(link)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> projects.of(Path.of("/proc/self/status")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("/proc/self/status: ");
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void holdsSeveralFoldersToOneSize(Kind kind) throws IOException {
        assumeTrue(kind.countsByProject(), "it has quotas of its own kind");
        try (var disk = TestDisk.mounted(kind, 4 * GIB)) {
            var quotas = new ProjectQuotas(on(disk), disk.folder(), "a test");
            var one = Files.createDirectory(disk.folder().resolve("one"));
            var two = Files.createDirectory(disk.folder().resolve("two"));
            var project = quotas.choose("pod");
            quotas.hold(project, 64 << 20, List.of(one, two));
            assertThat(quotas.of(one)).contains(project);

            assertThat(writes40MiB(one.resolve("file"))).isTrue();
            assertThat(writes40MiB(two.resolve("file"))).isFalse();
            var use = quotas.use(project).orElseThrow();
            assertThat(use.limitBytes()).isEqualTo(64 << 20);
            assertThat(use.usedBytes()).isBetween(60L << 20, 64L << 20);
            assertThat(quotas.choose("pod")).as("another's").isEqualTo(project + 1);

            quotas.liftUnused();
            assertThat(quotas.use(project)).as("it is used").isPresent();
            quotas.lift(project);
            assertThat(quotas.use(project)).isEmpty();
            assertThat(writes40MiB(two.resolve("file"))).isTrue();

            quotas.hold(project + 9, 1 << 20, List.of()); // as a killed process leaves it
            quotas.liftUnused();
            assertThat(quotas.use(project + 9)).isEmpty();
        }
    }

    private static LinuxProjects on(TestDisk disk) throws IOException {
        return new LinuxProjects(
                LinuxCalls.ofThisMachine(),
                Mount.of(disk.folder()).orElseThrow().device());
    }

    /** As a process in a container does: root itself may pass limits of ext4. */
    private static boolean writes40MiB(Path file) throws IOException {
        var command = List.of(
                "setpriv",
                "--bounding-set",
                "-sys_resource",
                "dd",
                "if=/dev/zero",
                "of=" + file,
                "bs=1M",
                "count=40",
                "conv=fsync");
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
