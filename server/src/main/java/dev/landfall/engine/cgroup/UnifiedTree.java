package dev.landfall.engine.cgroup;

import dev.landfall.engine.Envelope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Version 2: one tree, in which a group offers to those below it the controllers that it was told to. */
record UnifiedTree(Path root) implements CgroupTree {
    private static final List<String> CONTROLLERS = List.of("cpu", "memory", "pids");
    private static final int LEAST_SHARES = 2;
    private static final long MOST_SHARES = 262_144;
    private static final long MOST_WEIGHT = 10_000;

    @Override
    public void limit(String path, Envelope envelope) throws IOException {
        var group = root;
        for (var name : path.split("/")) {
            offerControllers(group);
            group = group.resolve(name);
            CgroupTree.make(group);
        }
        if (envelope.cpuShares() > 0) {
            write(group, "cpu.weight", Long.toString(weight(envelope.cpuShares())));
        }
        if (envelope.nanoCpus() > 0) {
            write(group, "cpu.max", CgroupTree.quotaMicros(envelope) + " " + PERIOD_MICROS);
        }
        if (envelope.memoryBytes() > 0) {
            write(group, "memory.max", Long.toString(envelope.memoryBytes()));
        }
        if (envelope.processes() > 0) {
            write(group, "pids.max", Long.toString(envelope.processes()));
        }
    }

    @Override
    public void remove(String path) throws IOException {
        CgroupTree.prune(root.resolve(path));
    }

    @Override
    public void removeIfEmpty(String path) throws IOException {
        CgroupTree.pruneIfEmpty(root.resolve(path));
    }

    @Override
    public Set<String> children(String path) throws IOException {
        return CgroupTree.groups(root.resolve(path));
    }

    /** Each container's own group counts what was killed in it, for whichever limit; so the engine knows. */
    @Override
    public boolean isExhausted(String path) {
        return false;
    }

    @Override
    public boolean isWritable() {
        return Files.isWritable(root) && Files.isWritable(root.resolve("cgroup.subtree_control"));
    }

    /** As the runtimes translate the shares of version 1. */
    static long weight(int shares) {
        return 1
                + (Math.clamp(shares, LEAST_SHARES, MOST_SHARES) - LEAST_SHARES)
                        * (MOST_WEIGHT - 1)
                        / (MOST_SHARES - LEAST_SHARES);
    }

    private static void offerControllers(Path group) throws IOException {
        var offered = Files.exists(group.resolve("cgroup.subtree_control"))
                ? List.of(Files.readString(group.resolve("cgroup.subtree_control"))
                        .strip()
                        .split(" "))
                : List.of();
        for (var controller : CONTROLLERS) {
            if (!offered.contains(controller)) {
                write(group, "cgroup.subtree_control", "+" + controller);
            }
        }
    }

    private static void write(Path group, String file, String value) throws IOException {
        Files.writeString(group.resolve(file), value);
    }
}
