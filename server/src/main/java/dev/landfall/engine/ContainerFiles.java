package dev.landfall.engine;

import java.util.List;

/**
 * The file systems a container sees beside its image's.
 *
 * @param mounts of volumes that the pod's containers share and that go when the pod goes
 */
public record ContainerFiles(List<Mount> mounts) {
    public static final ContainerFiles NONE = new ContainerFiles(List.of());

    public ContainerFiles {
        mounts = List.copyOf(mounts);
    }

    /** A volume of the pod, by its name there, at a path in the container. */
    public record Mount(String volume, String path, boolean readOnly) {}
}
