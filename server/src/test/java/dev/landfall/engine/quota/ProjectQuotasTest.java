package dev.landfall.engine.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.engine.StorageUse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which numbers are given to what, and in which order; the kernel's own part is in {@link LinuxProjectsTest}. */
class ProjectQuotasTest {
    private static final int OURS = ProjectQuotas.FIRST + 7;

    @TempDir
    private Path root;

    private final List<String> done = new ArrayList<>();
    private final Map<Path, Integer> borne = new HashMap<>();
    private final TreeMap<Integer, ProjectQuota> counted = new TreeMap<>();

    @Test
    void choosesTheSameNumberForTheSamePodAndLeavesOutWhatSomebodyHas() throws IOException {
        var quotas = quotas();
        var first = quotas.choose("instance/pod");
        assertThat(first).isGreaterThanOrEqualTo(ProjectQuotas.FIRST).isEqualTo(quotas.choose("instance/pod"));
        counted.put(first, new ProjectQuota(first, 0, 0, 1));
        counted.put(first + 1, new ProjectQuota(first + 1, 1_024, 0, 0));
        assertThat(quotas.choose("instance/pod")).isEqualTo(first + 2);
    }

    @Test
    void givesAFolderItsNumberAfterWhatIsInItAndLimitsLast() throws IOException {
        var layer = Files.createDirectories(root.resolve("layer/made/for")).getParent();
        Files.writeString(layer.resolve("file"), "x");
        Files.createSymbolicLink(layer.resolve("link"), Path.of("/etc/passwd"));
        var top = root.resolve("layer");
        quotas().hold(OURS, 4_096, List.of(top));
        assertThat(done).last().isEqualTo("limit 4096");
        assertThat(done.subList(0, done.size() - 1))
                .containsExactlyInAnyOrder("layer/made/file", "layer/made/for", "layer/made", "layer")
                .endsWith("layer/made", "layer");

        done.clear();
        quotas().hold(OURS, 4_096, List.of(top));
        assertThat(done).as("what is done is done").containsExactly("limit 4096");
    }

    @Test
    void goesOnWhereAKilledProcessStopped() throws IOException {
        var top = Files.createDirectories(root.resolve("layer/inner")).getParent();
        borne.put(top.resolve("inner"), OURS);
        quotas().hold(OURS, 4_096, List.of(top));
        assertThat(borne).containsEntry(top, OURS);
    }

    @Test
    void leavesOtherFileSystemsAlone() throws IOException {
        quotas().hold(OURS, 4_096, List.of(Path.of("/proc/self/fd")));
        assertThat(done).containsExactly("limit 4096");
    }

    @Test
    void saysWhatIsNotThere() {
        assertThatThrownBy(() -> quotas().hold(OURS, 4_096, List.of(root.resolve("gone"))))
                .isInstanceOf(NoSuchFileException.class);
        assertThat(done).isEmpty();
    }

    @Test
    void tellsTheUseOfWhatIsLimitedOnly() throws IOException {
        counted.put(OURS, new ProjectQuota(OURS, 4_096, 1_024, 3));
        assertThat(quotas().use(OURS)).contains(new StorageUse(1_024, 4_096));
        counted.put(OURS, new ProjectQuota(OURS, 0, 1_024, 3));
        assertThat(quotas().use(OURS)).isEmpty();
    }

    @Test
    void liftsTheLimitsThatNothingIsUnder() throws IOException {
        for (var each : List.of(
                new ProjectQuota(9, 4_096, 0, 0), // somebody else's
                new ProjectQuota(OURS, 4_096, 0, 2),
                new ProjectQuota(OURS + 1, 4_096, 0, 0),
                new ProjectQuota(OURS + 2, 0, 512, 1))) {
            counted.put(each.project(), each);
        }
        quotas().liftUnused();
        assertThat(counted.get(9).limitBytes()).isPositive();
        assertThat(counted.get(OURS).limitBytes()).isPositive();
        assertThat(counted.get(OURS + 1).limitBytes()).isZero();
        assertThat(done).hasSize(1);
    }

    private ProjectQuotas quotas() {
        return new ProjectQuotas(new Noted(), root, "a test");
    }

    private final class Noted implements Projects {
        @Override
        public int of(Path path) {
            return borne.getOrDefault(path, 0);
        }

        @Override
        public void assign(Path path, int project) {
            borne.put(path, project);
            done.add(root.relativize(path).toString());
        }

        @Override
        public ProjectQuota quota(int project) {
            return counted.getOrDefault(project, new ProjectQuota(project, 0, 0, 0));
        }

        @Override
        public void limit(int project, long bytes) {
            var before = quota(project);
            counted.put(project, new ProjectQuota(project, bytes, before.usedBytes(), before.files()));
            done.add("limit " + bytes);
        }

        @Override
        public Optional<ProjectQuota> from(int project) {
            return Optional.ofNullable(counted.ceilingEntry(project)).map(Map.Entry::getValue);
        }
    }
}
