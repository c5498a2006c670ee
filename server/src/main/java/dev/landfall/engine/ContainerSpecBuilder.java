package dev.landfall.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes a {@link ContainerSpec}; whatever is not said is the image's or the engine's own. */
public final class ContainerSpecBuilder {
    private final String name;
    private final String engineName;
    private final Image image;
    private Optional<List<String>> entryPoint = Optional.empty();
    private Optional<List<String>> command = Optional.empty();
    private Map<String, String> environment = Map.of();
    private Optional<String> workingDirectory = Optional.empty();
    private Optional<String> user = Optional.empty();
    private int cpuShares;
    private long memoryBytes;
    private long memoryReservationBytes;
    private boolean readonlyRootFilesystem;
    private boolean pseudoTerminal;
    private boolean initProcess;
    private List<ContainerSpec.Ulimit> ulimits = List.of();
    private List<ContainerSpec.Mount> mounts = List.of();
    private Optional<ContainerSpec.HealthCheck> healthCheck = Optional.empty();
    private Map<String, String> labels = Map.of();

    ContainerSpecBuilder(String name, String engineName, Image image) {
        this.name = name;
        this.engineName = engineName;
        this.image = image;
    }

    public ContainerSpecBuilder entryPoint(List<String> words) {
        entryPoint = Optional.of(List.copyOf(words));
        return this;
    }

    public ContainerSpecBuilder command(List<String> words) {
        command = Optional.of(List.copyOf(words));
        return this;
    }

    public ContainerSpecBuilder environment(Map<String, String> variables) {
        environment = variables;
        return this;
    }

    public ContainerSpecBuilder workingDirectory(String path) {
        workingDirectory = Optional.of(path);
        return this;
    }

    public ContainerSpecBuilder user(String userAndGroup) {
        user = Optional.of(userAndGroup);
        return this;
    }

    public ContainerSpecBuilder cpuShares(int shares) {
        cpuShares = shares;
        return this;
    }

    public ContainerSpecBuilder memoryBytes(long hardLimit) {
        memoryBytes = hardLimit;
        return this;
    }

    public ContainerSpecBuilder memoryReservationBytes(long softLimit) {
        memoryReservationBytes = softLimit;
        return this;
    }

    public ContainerSpecBuilder readonlyRootFilesystem(boolean readonly) {
        readonlyRootFilesystem = readonly;
        return this;
    }

    public ContainerSpecBuilder pseudoTerminal(boolean terminal) {
        pseudoTerminal = terminal;
        return this;
    }

    public ContainerSpecBuilder initProcess(boolean init) {
        initProcess = init;
        return this;
    }

    public ContainerSpecBuilder ulimits(List<ContainerSpec.Ulimit> limits) {
        ulimits = limits;
        return this;
    }

    public ContainerSpecBuilder mounts(List<ContainerSpec.Mount> volumes) {
        mounts = volumes;
        return this;
    }

    public ContainerSpecBuilder healthCheck(ContainerSpec.HealthCheck check) {
        healthCheck = Optional.of(check);
        return this;
    }

    public ContainerSpecBuilder labels(Map<String, String> own) {
        labels = own;
        return this;
    }

    public ContainerSpec build() {
        return new ContainerSpec(
                name,
                engineName,
                image,
                entryPoint,
                command,
                environment,
                workingDirectory,
                user,
                cpuShares,
                memoryBytes,
                memoryReservationBytes,
                readonlyRootFilesystem,
                pseudoTerminal,
                initProcess,
                ulimits,
                mounts,
                healthCheck,
                labels);
    }
}
