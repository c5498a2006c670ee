package dev.landfall.engine;

import java.util.List;

/**
 * What a container may do beyond, or less than, what the engine lets every container do.
 *
 * @param privileged everything that root on the host may; capabilities are of no account then
 * @param addedCapabilities without {@code CAP_}, or {@code ALL}
 * @param droppedCapabilities without {@code CAP_}, or {@code ALL}
 * @param securityOptions as the engine writes them, such as {@code no-new-privileges} or {@code apparmor=profile}
 */
public record ContainerPrivileges(
        boolean privileged,
        boolean readonlyRootFilesystem,
        List<String> addedCapabilities,
        List<String> droppedCapabilities,
        List<String> securityOptions,
        List<Device> devices) {
    /** The engine's own. */
    public static final ContainerPrivileges USUAL =
            new ContainerPrivileges(false, false, List.of(), List.of(), List.of(), List.of());

    public ContainerPrivileges {
        addedCapabilities = List.copyOf(addedCapabilities);
        droppedCapabilities = List.copyOf(droppedCapabilities);
        securityOptions = List.copyOf(securityOptions);
        devices = List.copyOf(devices);
    }

    /**
     * A device of the host.
     *
     * @param permissions letters of {@code rwm}: read, write, make a node of it
     */
    public record Device(String hostPath, String path, String permissions) {}
}
