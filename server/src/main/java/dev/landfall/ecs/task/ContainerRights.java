package dev.landfall.ecs.task;

import dev.landfall.contract.ecs.ContainerDefinition;
import dev.landfall.contract.ecs.Device;
import dev.landfall.contract.ecs.DeviceCgroupPermission;
import dev.landfall.contract.ecs.LinuxParameters;
import dev.landfall.contract.ecs.RegisterTaskDefinitionRequest;
import dev.landfall.contract.ecs.SystemControl;
import dev.landfall.engine.ContainerNamespaces;
import dev.landfall.engine.ContainerNamespaces.Scope;
import dev.landfall.engine.ContainerPrivileges;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a container may do, and which views of the kernel it shares, out of its definition. */
final class ContainerRights {
    private ContainerRights() {}

    static ContainerPrivileges privileges(ContainerDefinition definition) {
        var linux = Optional.ofNullable(definition.linuxParameters());
        var capabilities = linux.flatMap(l -> Optional.ofNullable(l.capabilities()));
        return new ContainerPrivileges(
                definition.privilegedOr(false),
                definition.readonlyRootFilesystemOr(false),
                capabilities.map(c -> c.addOrEmpty()).orElse(List.of()),
                capabilities.map(c -> c.dropOrEmpty()).orElse(List.of()),
                definition.dockerSecurityOptionsOrEmpty().stream()
                        .map(ContainerRights::securityOption)
                        .toList(),
                linux.map(LinuxParameters::devicesOrEmpty).orElse(List.of()).stream()
                        .map(ContainerRights::device)
                        .toList());
    }

    static ContainerNamespaces namespaces(RegisterTaskDefinitionRequest spec, ContainerDefinition definition) {
        return new ContainerNamespaces(pid(spec), ipc(spec), kernelParameters(definition.systemControlsOrEmpty()));
    }

    private static Scope pid(RegisterTaskDefinitionRequest spec) {
        return switch (spec.pidMode()) {
            case null -> Scope.USUAL;
            case HOST -> Scope.HOST;
            case TASK -> Scope.POD;
        };
    }

    private static Scope ipc(RegisterTaskDefinitionRequest spec) {
        return switch (spec.ipcMode()) {
            case null -> Scope.USUAL;
            case HOST -> Scope.HOST;
            case TASK -> Scope.POD;
            case NONE -> Scope.OWN;
        };
    }

    /** ECS writes {@code apparmor:profile} where Docker's newer notation is {@code apparmor=profile}. */
    private static String securityOption(String option) {
        var colon = option.indexOf(':');
        return colon < 0 || option.contains("=")
                ? option
                : option.substring(0, colon) + "=" + option.substring(colon + 1);
    }

    private static ContainerPrivileges.Device device(Device device) {
        var host = device.hostPathOr("");
        return new ContainerPrivileges.Device(
                host, device.containerPathOr(host), permissions(device.permissionsOrEmpty()));
    }

    private static String permissions(List<DeviceCgroupPermission> granted) {
        if (granted.isEmpty()) {
            return "rwm";
        }
        var letters = new StringBuilder();
        for (var permission : granted) {
            letters.append(
                    switch (permission) {
                        case READ -> "r";
                        case WRITE -> "w";
                        case MKNOD -> "m";
                    });
        }
        return letters.toString();
    }

    private static Map<String, String> kernelParameters(List<SystemControl> controls) {
        var all = new LinkedHashMap<String, String>();
        controls.forEach(control -> all.put(control.namespaceOr(""), control.valueOr("")));
        return all;
    }
}
