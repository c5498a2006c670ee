package dev.landfall.ecs.taskdefinition;

import dev.landfall.contract.Fault;
import dev.landfall.contract.codec.JsonCodec;
import dev.landfall.contract.ecs.Compatibility;
import dev.landfall.contract.ecs.ContainerDefinition;
import dev.landfall.contract.ecs.NetworkMode;
import dev.landfall.contract.ecs.RegisterTaskDefinitionRequest;
import dev.landfall.ecs.EcsFaults;
import dev.landfall.ecs.placement.PlacementRules;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What ECS wants of every task definition before it gets a number. */
final class DefinitionRules {
    private static final Pattern FAMILY = Pattern.compile("[a-zA-Z0-9_-]{1,255}");
    private static final int MAX_CONTAINERS = 10;
    private static final int MAX_CONSTRAINTS = 10;
    private static final int MAX_LENGTH = 64 * 1_024;

    private DefinitionRules() {}

    static void check(RegisterTaskDefinitionRequest spec) {
        if (!FAMILY.matcher(spec.familyOr("")).matches()) {
            throw EcsFaults.client(
                    "Family contains invalid characters. Up to 255 letters (uppercase and lowercase), numbers, hyphens, and underscores are allowed.");
        }
        var containers = spec.containerDefinitionsOrEmpty();
        if (containers.isEmpty()) {
            throw EcsFaults.client("Container list cannot be empty.");
        }
        if (containers.size() > MAX_CONTAINERS) {
            throw EcsFaults.client("Too many containers. A task definition can have at most " + MAX_CONTAINERS + ".");
        }
        var names = names(containers);
        if (containers.stream().noneMatch(c -> c.essentialOr(true))) {
            throw EcsFaults.client("Task definition doesn't have any essential container.");
        }
        task(spec, names);
        VolumeRules.check(spec);
        PortRules.check(spec);
        for (var container : containers) {
            ContainerRules.check(spec, container, names);
        }
        FirelensRules.check(containers);
        DependencyRules.check(containers);
        if (spec.requiresCompatibilitiesOrEmpty().contains(Compatibility.FARGATE)) {
            FargateRules.check(spec);
        }
        ResourceRules.size(spec);
        var length = JsonCodec.encode(spec).length;
        if (length > MAX_LENGTH) {
            throw EcsFaults.client(
                    "Actual length: '" + length + "'. Max allowed length is '" + MAX_LENGTH + "' bytes.");
        }
    }

    /** Members of the task itself. */
    private static void task(RegisterTaskDefinitionRequest spec, Set<String> names) {
        if (!spec.inferenceAcceleratorsOrEmpty().isEmpty()) {
            throw EcsFaults.client("Unsupported field 'inferenceAccelerators'.");
        }
        var constraints = spec.placementConstraintsOrEmpty();
        if (constraints.size() > MAX_CONSTRAINTS) {
            throw EcsFaults.client("placementConstraints can have at most " + MAX_CONSTRAINTS + " items.");
        }
        constraints.forEach(constraint -> expression(constraint.expressionOr("")));
        var proxy = spec.proxyConfiguration();
        if (proxy == null) {
            return;
        }
        if (spec.networkMode() != NetworkMode.AWSVPC) {
            throw EcsFaults.client("proxyConfiguration is only supported when networkMode=awsvpc.");
        }
        if (!names.contains(proxy.containerNameOr(""))) {
            throw EcsFaults.client(
                    "Invalid 'proxyConfiguration' setting. Unknown container: '" + proxy.containerNameOr("") + "'");
        }
    }

    private static void expression(String text) {
        try {
            PlacementRules.query(text);
        } catch (Fault fault) {
            throw EcsFaults.client(fault.message());
        }
    }

    private static Set<String> names(List<ContainerDefinition> containers) {
        var names = new HashSet<String>();
        for (var container : containers) {
            var name = container.nameOr("");
            if (!FAMILY.matcher(name).matches()) {
                throw EcsFaults.client(
                        name.isEmpty()
                                ? "Container.name should not be null or empty."
                                : "Container name contains invalid characters. Up to 255 letters (uppercase and lowercase), numbers, hyphens, and underscores are allowed.");
            }
            if (!names.add(name)) {
                throw EcsFaults.client("Container names must be unique within a Task Definition.");
            }
        }
        return names;
    }
}
