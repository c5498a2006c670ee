package dev.landfall.engine.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What an engine tells of the ground it stands on, from which follows whether its pods can have envelopes.
 *
 * @param cgroupDriver who makes its control groups: {@code cgroupfs} or {@code systemd}
 * @param kernel the release of its kernel
 * @param rootless whether it runs without root's rights
 */
public record EngineGround(String cgroupDriver, String kernel, boolean rootless) {
    private static final Path CGROUPS = Path.of("/sys/fs/cgroup");
    private static final Path KERNEL = Path.of("/proc/sys/kernel/osrelease");
    private static final Path NAMESPACE = Path.of("/proc/self/ns/cgroup");
    /** The number that the kernel gives to the first namespace of control groups, the host's. */
    private static final String HOSTS_OWN = "cgroup:[4026531835]";

    /** Looks at this machine. Blocks briefly. */
    public Envelopes envelopes(String instance) {
        try {
            return reachable(instance);
        } catch (IOException | UnsupportedOperationException e) {
            return new NoEnvelopes("control groups cannot be read: " + e.getMessage());
        }
    }

    private Envelopes reachable(String instance) throws IOException {
        if (rootless) {
            return new NoEnvelopes("the engine is rootless");
        }
        if (!Files.exists(KERNEL) || !Files.readString(KERNEL).strip().equals(kernel)) {
            return new NoEnvelopes("the engine runs on another machine, or in a virtual one");
        }
        if (!Files.readSymbolicLink(NAMESPACE).toString().equals(HOSTS_OWN)) {
            return new NoEnvelopes("this process runs in a container");
        }
        var tree = CgroupTree.at(CGROUPS);
        if (!tree.isWritable()) {
            return new NoEnvelopes("this process may not write control groups: it is not root");
        }
        return switch (cgroupDriver) {
            case "cgroupfs" -> new CgroupEnvelopes(tree, instance);
            case "systemd" -> new SliceEnvelopes(new Systemd(new HostCommand()), instance);
            default -> new NoEnvelopes("the engine makes no control groups");
        };
    }
}
