package dev.landfall.engine.quota;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What an engine tells of the ground it stores containers on, from which follows who can hold what they write to a size.
 *
 * @param driver that keeps layers, such as {@code overlay2}
 * @param backing the file system under it, such as {@code xfs}; empty where the driver is none on top of another
 * @param folder in which it keeps all that it has
 * @param kernel the release of its kernel
 * @param rootless whether it runs without root's rights
 */
public record StorageGround(String driver, String backing, String folder, String kernel, boolean rootless) {
    private static final Path KERNEL = Path.of("/proc/sys/kernel/osrelease");

    /** Looks at this machine. Blocks briefly. */
    public Quotas quotas() {
        try {
            return reachable();
        } catch (IOException | UnsupportedOperationException e) {
            return new NoQuotas("project quotas cannot be used: " + e.getMessage());
        }
    }

    /** Whether the engine itself can hold the layer that a container writes to: each container's, and not its volumes. */
    public boolean holdsLayers() {
        return switch (driver) {
            case "btrfs" -> !rootless;
            case "overlay2" -> backing.equals("xfs") && countsByProject();
            default -> false;
        };
    }

    private Quotas reachable() throws IOException {
        if (rootless) {
            return new NoQuotas("the engine is rootless");
        }
        if (!driver.equals("overlay2")) {
            return new NoQuotas("the engine keeps layers with " + driver + ", not overlay2");
        }
        var layers = Path.of(folder, driver);
        if (!Files.exists(KERNEL) || !Files.readString(KERNEL).strip().equals(kernel)) {
            return new NoQuotas("the engine runs on another machine, or in a virtual one");
        }
        if (!Files.isDirectory(layers)) {
            return new NoQuotas(
                    layers + " is not seen from here: this process is not root, or the engine is elsewhere");
        }
        var mount = Mount.of(layers);
        if (mount.isEmpty() || !mount.get().holdsProjects()) {
            return new NoQuotas(folder + " is on " + mount.map(Mount::type).orElse("a file system")
                    + " mounted without project quotas");
        }
        var projects = new LinuxProjects(LinuxCalls.ofThisMachine(), mount.get().device());
        projects.quota(ProjectQuotas.FIRST); // as only root may ask
        return new ProjectQuotas(
                projects,
                layers.toRealPath(),
                "project quotas of " + mount.get().type() + " at " + mount.get().folder());
    }

    private boolean countsByProject() {
        try {
            return Mount.of(Path.of(folder)).filter(Mount::holdsProjects).isPresent();
        } catch (IOException e) {
            return false; // the folder is not on this machine, or not for everybody to see
        }
    }
}
