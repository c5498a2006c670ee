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
    private boolean pseudoTerminal;
    private boolean interactive;
    private boolean initProcess;
    private ContainerResources resources = ContainerResources.UNLIMITED;
    private ContainerPrivileges privileges = ContainerPrivileges.USUAL;
    private ContainerFiles files = ContainerFiles.NONE;
    private ContainerNetwork network = ContainerNetwork.OF_POD;
    private ContainerNamespaces namespaces = ContainerNamespaces.USUAL;
    private Optional<ContainerSpec.HealthCheck> healthCheck = Optional.empty();
    private ContainerLogging logging = ContainerLogging.KEPT;
    private Map<String, String> labels = Map.of();

    ContainerSpecBuilder(String name, String engineName, Image image) {
        this.name = name;
        this.engineName = engineName;
        this.image = image;
    }

    public ContainerSpecBuilder entryPoint(List<String> words) {
        entryPoint = Optional.of(words);
        return this;
    }

    public ContainerSpecBuilder command(List<String> words) {
        command = Optional.of(words);
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

    public ContainerSpecBuilder pseudoTerminal(boolean terminal) {
        pseudoTerminal = terminal;
        return this;
    }

    public ContainerSpecBuilder interactive(boolean open) {
        interactive = open;
        return this;
    }

    public ContainerSpecBuilder initProcess(boolean init) {
        initProcess = init;
        return this;
    }

    public ContainerSpecBuilder resources(ContainerResources limits) {
        resources = limits;
        return this;
    }

    public ContainerSpecBuilder privileges(ContainerPrivileges granted) {
        privileges = granted;
        return this;
    }

    public ContainerSpecBuilder files(ContainerFiles seen) {
        files = seen;
        return this;
    }

    public ContainerSpecBuilder network(ContainerNetwork wanted) {
        network = wanted;
        return this;
    }

    public ContainerSpecBuilder namespaces(ContainerNamespaces own) {
        namespaces = own;
        return this;
    }

    public ContainerSpecBuilder healthCheck(ContainerSpec.HealthCheck check) {
        healthCheck = Optional.of(check);
        return this;
    }

    public ContainerSpecBuilder logging(ContainerLogging kept) {
        logging = kept;
        return this;
    }

    public ContainerSpecBuilder labels(Map<String, String> own) {
        labels = own;
        return this;
    }

    public ContainerSpec build() {
        var process = new ContainerProcess(
                entryPoint, command, environment, workingDirectory, user, pseudoTerminal, interactive, initProcess);
        return new ContainerSpec(
                name,
                engineName,
                image,
                process,
                resources,
                privileges,
                files,
                network,
                namespaces,
                healthCheck,
                logging,
                labels);
    }
}
