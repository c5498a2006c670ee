package dev.landfall.engine.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the kernel tells of mounted file systems. */
class MountTest {
    @Test
    void knowsWhetherProjectsAreHeldToTheirLimits() {
        assertThat(of("/dev/sdb1 /var/lib/docker xfs rw,relatime,prjquota 0 0").holdsProjects())
                .isTrue();
        assertThat(of("/dev/sdb1 /var/lib/docker xfs rw,relatime,noquota 0 0").holdsProjects())
                .isFalse();
        // Counted, but not held.
        assertThat(of("/dev/sdb1 /var/lib/docker xfs rw,pqnoenforce 0 0").holdsProjects())
                .isFalse();
    }

    @Test
    void readsWhatTheKernelEscapes() {
        assertThat(of("/dev/sdb1 /mnt/a\\040disk\\134 ext4 rw,prjquota 0 0").folder())
                .isEqualTo(Path.of("/mnt/a disk\\"));
    }

    @Test
    void findsTheNearest(@TempDir Path folder) throws IOException {
        assumeThat(Path.of("/proc/self/mounts")).exists();
        assertThat(Mount.of(Path.of("/proc/self")).orElseThrow().type()).isEqualTo("proc");
        var link = Files.createSymbolicLink(folder.resolve("link"), Path.of("/proc/sys"));
        assertThat(Mount.of(link).orElseThrow().type()).isEqualTo("proc");
        assertThat(Mount.of(Path.of("/")).orElseThrow().folder()).isEqualTo(Path.of("/"));
    }

    private static Mount of(String line) {
        return Mount.parse(line).orElseThrow();
    }
}
