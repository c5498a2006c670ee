package dev.landfall.engine.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.engine.PodId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is known of a process's control groups, and what is not when it ends meanwhile. */
class ProcessGroupsTest {
    private static final PodId POD = new PodId("0123456789abcdef0123456789abcdef");
    private static final long PROCESS = 17;

    @TempDir
    private Path processes;

    @Test
    void findsAProcessInItsPodsGroup() throws IOException {
        lives("0::/landfall.slice/landfall-one.slice/landfall-one-" + POD + ".slice/docker-12.scope\n");
        assertThat(seen().isIn(PROCESS, POD)).contains(true);
    }

    @Test
    void findsAProcessElsewhere() throws IOException {
        lives("0::/system.slice/docker-12.scope\n");
        assertThat(seen().isIn(PROCESS, POD)).contains(false);
    }

    @Test
    void knowsNothingOfAProcessThatIsGone() {
        assertThat(seen().isIn(PROCESS, POD)).isEmpty();
    }

    /** The kernel may tell the topmost group by then. */
    @Test
    void knowsNothingOfAProcessThatEndedAndWasNotReaped() throws IOException {
        Files.createDirectory(folder());
        Files.writeString(folder().resolve("cgroup"), "0::/\n");
        assertThat(seen().isIn(PROCESS, POD)).isEmpty();
    }

    @Test
    void looksAtTheKernelsOwnFiles() {
        var here = new ProcessGroups(Path.of("/proc"));
        assertThat(here.isIn(ProcessHandle.current().pid(), POD)).contains(false);
    }

    private ProcessGroups seen() {
        return new ProcessGroups(processes);
    }

    private Path folder() {
        return processes.resolve(Long.toString(PROCESS));
    }

    private void lives(String groups) throws IOException {
        Files.createDirectory(folder());
        Files.writeString(folder().resolve("cgroup"), groups);
        Files.createSymbolicLink(folder().resolve("exe"), Path.of("sh"));
    }
}
