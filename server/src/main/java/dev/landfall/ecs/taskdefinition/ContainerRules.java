package dev.landfall.ecs.taskdefinition;

import dev.landfall.contract.ecs.ContainerDefinition;
import dev.landfall.contract.ecs.RegisterTaskDefinitionRequest;
import dev.landfall.ecs.EcsFaults;
import java.util.Set;

/** What ECS wants of one container definition. */
final class ContainerRules {
    private static final int MAX_IMAGE_LENGTH = 255;

    private ContainerRules() {}

    /** @param names of all containers of the task */
    static void check(RegisterTaskDefinitionRequest spec, ContainerDefinition container, Set<String> names) {
        image(container);
        ResourceRules.check(container);
        NetworkRules.check(spec, container, names);
        KernelRules.check(spec, container);
        if (container.linuxParameters() != null) {
            LinuxRules.check(container, container.linuxParameters());
        }
        ConfigurationRules.check(spec, container);
        if (container.logConfiguration() != null) {
            LogRules.check(container.logConfiguration());
        }
        LifecycleRules.check(container);
    }

    private static void image(ContainerDefinition container) {
        var image = container.imageOr("");
        if (image.isBlank()) {
            throw EcsFaults.client("Container.image should not be null or empty.");
        }
        if (image.length() > MAX_IMAGE_LENGTH) {
            throw EcsFaults.client("Container.image should not be longer than " + MAX_IMAGE_LENGTH + " characters.");
        }
    }
}
