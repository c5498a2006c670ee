package dev.landfall.engine.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.engine.Envelope;
import dev.landfall.engine.PodId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files of the kernel's are written, under either version. */
class CgroupTreeTest {
    private static final PodId POD = new PodId("0123456789abcdef0123456789abcdef");
    private static final Envelope QUARTER = new Envelope(256, 250_000_000, 512 << 20, 100, 0);

    @TempDir
    private Path root;

    @BeforeEach
    void mount() throws IOException {
        for (var controller : new String[] {"memory", "pids", "cpu,cpuacct", "systemd"}) {
            Files.createDirectory(root.resolve(controller));
        }
        Files.createSymbolicLink(root.resolve("cpu"), Path.of("cpu,cpuacct"));
    }

    @Test
    void limitsInEveryTreeOfVersionOne() throws IOException {
        envelopes().open(POD, QUARTER);
        assertThat(read("cpu,cpuacct/landfall/one/" + POD + "/cpu.shares")).isEqualTo("256");
        assertThat(read("cpu,cpuacct/landfall/one/" + POD + "/cpu.cfs_quota_us"))
                .isEqualTo("25000");
        assertThat(read("memory/landfall/one/" + POD + "/memory.limit_in_bytes"))
                .isEqualTo("536870912");
        assertThat(read("pids/landfall/one/" + POD + "/pids.max")).isEqualTo("100");
        assertThat(envelopes().open()).containsExactly(POD);
        assertThat(envelopes().parent(POD)).contains("/landfall/one/" + POD);
    }

    @Test
    void removesWhatARuntimeMadeInTheOtherTrees() throws IOException {
        Files.createDirectories(root.resolve("systemd/landfall/one/" + POD));
        envelopes().close(POD);
        assertThat(root.resolve("systemd/landfall/one/" + POD)).doesNotExist();
        assertThatCode(() -> envelopes().close(POD)).doesNotThrowAnyException();
    }

    /** As a process leaves it that is killed while it removes them one after the other. */
    @Test
    void findsWhatIsLeftInASingleTree() throws IOException {
        Files.createDirectories(root.resolve("systemd/landfall/one/" + POD + "/container"));
        assertThat(envelopes().open()).containsExactly(POD);
        envelopes().close(POD);
        assertThat(envelopes().open()).isEmpty();
    }

    @Test
    void leavesNothingInAnyTreeThoughOneOfThemIsInUse() throws IOException {
        for (var tree : new String[] {"memory", "pids", "cpu,cpuacct", "systemd"}) {
            Files.createDirectories(root.resolve(tree).resolve("landfall/one"));
        }
        var another = Files.createDirectories(root.resolve("pids/landfall/two"));
        envelopes().end();
        for (var tree : new String[] {"memory", "cpu,cpuacct", "systemd"}) {
            assertThat(root.resolve(tree)).isEmptyDirectory();
        }
        assertThat(another).isEmptyDirectory();
        assertThat(root.resolve("pids/landfall/one")).doesNotExist();
        new CgroupEnvelopes(CgroupTree.at(root), "two").end();
        assertThat(root.resolve("pids")).isEmptyDirectory();
    }

    @Test
    void removesWhatItCanAndTellsWhatItCannot() throws IOException {
        for (var tree : new String[] {"memory", "pids", "cpu,cpuacct", "systemd"}) {
            Files.createDirectories(root.resolve(tree).resolve("landfall/one/" + POD));
        }
        var inUse = Files.createFile(root.resolve("memory/landfall/one/" + POD + "/process"));
        assertThatThrownBy(() -> envelopes().close(POD)).isInstanceOf(IOException.class);
        for (var tree : new String[] {"pids", "cpu,cpuacct", "systemd"}) {
            assertThat(root.resolve(tree).resolve("landfall/one")).isEmptyDirectory();
        }
        Files.delete(inUse);
        envelopes().close(POD);
        assertThat(envelopes().open()).isEmpty();
    }

    @Test
    void offersTheControllersOfVersionTwoFromTheRootDown() throws IOException {
        Files.writeString(root.resolve("cgroup.controllers"), "cpu memory pids");
        Files.writeString(root.resolve("cgroup.subtree_control"), "cpu memory");
        envelopes().open(POD, QUARTER);
        assertThat(read("cgroup.subtree_control")).isEqualTo("+pids");
        assertThat(read("landfall/one/cgroup.subtree_control")).isEqualTo("+pids"); // the last of three writes
        assertThat(read("landfall/one/" + POD + "/cpu.max")).isEqualTo("25000 100000");
        assertThat(read("landfall/one/" + POD + "/memory.max")).isEqualTo("536870912");
        assertThat(read("landfall/one/" + POD + "/pids.max")).isEqualTo("100");
        assertThat(read("landfall/one/" + POD + "/cpu.weight")).isEqualTo("10");
        assertThat(root.resolve("landfall/one/" + POD + "/cgroup.subtree_control"))
                .doesNotExist();
    }

    @Test
    void limitsNothingThatIsNotAskedFor() throws IOException {
        envelopes().open(POD, Envelope.NONE);
        assertThat(root.resolve("cpu/landfall/one/" + POD)).isEmptyDirectory();
        assertThat(root.resolve("memory/landfall/one/" + POD)).isEmptyDirectory();
    }

    private Envelopes envelopes() {
        return new CgroupEnvelopes(CgroupTree.at(root), "one");
    }

    private String read(String file) throws IOException {
        return Files.readString(root.resolve(file));
    }
}
