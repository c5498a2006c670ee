package dev.landfall.engine;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The file systems a container sees beside its image's.
 *
 * @param inherited from other containers of the pod, which are created first
 * @param written into it before each of its starts
 */
public record ContainerFiles(List<Mount> mounts, List<Inherited> inherited, List<Tmpfs> tmpfs, List<Written> written) {
    public static final ContainerFiles NONE = new ContainerFiles(List.of(), List.of(), List.of(), List.of());

    public ContainerFiles {
        mounts = List.copyOf(mounts);
        inherited = List.copyOf(inherited);
        tmpfs = List.copyOf(tmpfs);
        written = List.copyOf(written);
    }

    public static ContainerFiles of(Mount... mounts) {
        return new ContainerFiles(List.of(mounts), List.of(), List.of(), List.of());
    }

    /** The same with more mounted and more files. */
    public ContainerFiles with(List<Mount> more, List<Written> files) {
        return new ContainerFiles(
                Stream.concat(mounts.stream(), more.stream()).toList(),
                inherited,
                tmpfs,
                Stream.concat(written.stream(), files.stream()).toList());
    }

    /** A file that the platform leaves in a container, at an absolute path of at most 100 letters; readable by all. */
    public record Written(String path, String text) {}

    /** Something at a path in the container. */
    public record Mount(Volume volume, String path, boolean readOnly) {}

    /** All that another container of the pod mounts, its image's own volumes too. */
    public record Inherited(String container, boolean readOnly) {}

    /**
     * A file system in memory.
     *
     * @param options as {@code mount} knows them, such as {@code noexec} or {@code mode=1770}
     */
    public record Tmpfs(String path, long sizeBytes, List<String> options) {
        public Tmpfs {
            options = List.copyOf(options);
        }
    }

    /** What is mounted. */
    public sealed interface Volume {
        /** Made for the pod, shared by its containers that mount the same name, and gone with the pod. */
        record OfPod(String name, Provision provision) implements Volume {
            public OfPod(String name) {
                this(name, Provision.LOCAL);
            }
        }

        /**
         * The engine's volume of that name, which outlives the pod.
         *
         * @param provisioned whether it is made where there is none; if not, the container fails without it
         */
        record Shared(String name, boolean provisioned, Provision provision) implements Volume {}

        /** A folder or file of the host's; a missing folder is made. */
        record HostPath(String path) implements Volume {}
    }

    /** How a volume is made. */
    public record Provision(String driver, Map<String, String> options, Map<String, String> labels) {
        public static final Provision LOCAL = new Provision("local", Map.of(), Map.of());

        public Provision {
            options = Map.copyOf(options);
            labels = Map.copyOf(labels);
        }
    }
}
