package dev.landfall.engine.cgroup;

import dev.landfall.engine.Envelope;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Version 1: a tree for each controller, side by side; a runtime makes its groups in all of them. */
record SeparateTrees(Path root) implements CgroupTree {
    @Override
    public void limit(String path, Envelope envelope) throws IOException {
        var cpu = make("cpu", path);
        if (envelope.cpuShares() > 0) {
            CgroupTree.write(cpu.resolve("cpu.shares"), envelope.cpuShares());
        }
        if (envelope.nanoCpus() > 0) {
            CgroupTree.write(cpu.resolve("cpu.cfs_period_us"), PERIOD_MICROS);
            CgroupTree.write(cpu.resolve("cpu.cfs_quota_us"), CgroupTree.quotaMicros(envelope));
        }
        var memory = make("memory", path);
        if (envelope.memoryBytes() > 0) {
            CgroupTree.write(memory.resolve("memory.limit_in_bytes"), envelope.memoryBytes());
        }
        var pids = make("pids", path);
        if (envelope.processes() > 0) {
            CgroupTree.write(pids.resolve("pids.max"), envelope.processes());
        }
    }

    @Override
    public void remove(String path) throws IOException {
        inEach(tree -> CgroupTree.prune(tree.resolve(path)));
    }

    @Override
    public void removeIfEmpty(String path) throws IOException {
        inEach(tree -> CgroupTree.pruneIfEmpty(tree.resolve(path)));
    }

    @Override
    public Set<String> children(String path) throws IOException {
        var all = new HashSet<String>();
        inEach(tree -> all.addAll(CgroupTree.groups(tree.resolve(path))));
        return all;
    }

    @Override
    public boolean isExhausted(String path) {
        try {
            var failures = root.resolve("memory").resolve(path).resolve("memory.failcnt");
            return Long.parseLong(Files.readString(failures).strip()) > 0;
        } catch (IOException | NumberFormatException e) {
            return false;
        }
    }

    @Override
    public boolean isWritable() {
        return Files.isWritable(root.resolve("cpu"))
                && Files.isWritable(root.resolve("memory"))
                && Files.isWritable(root.resolve("pids"));
    }

    private Path make(String controller, String path) throws IOException {
        return CgroupTree.make(root.resolve(controller).toRealPath().resolve(path));
    }

    @FunctionalInterface
    private interface Work {
        void on(Path tree) throws IOException;
    }

    /** One tree in which it fails keeps no other from it; the first failure is thrown. */
    private void inEach(Work work) throws IOException {
        Optional<IOException> first = Optional.empty();
        for (var tree : trees()) {
            try {
                work.on(tree);
            } catch (IOException e) {
                first = first.or(() -> Optional.of(e));
            }
        }
        if (first.isPresent()) {
            throw first.get();
        }
    }

    /** Some bear two names: then one of them is a link. */
    private List<Path> trees() throws IOException {
        var trees = new ArrayList<Path>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
            for (var entry : entries) {
                if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                    trees.add(entry);
                }
            }
        }
        return trees;
    }
}
