package dev.landfall.ecs.taskdefinition;

import dev.landfall.contract.ecs.ContainerDefinition;
import dev.landfall.contract.ecs.IpcMode;
import dev.landfall.contract.ecs.NetworkMode;
import dev.landfall.contract.ecs.RegisterTaskDefinitionRequest;
import dev.landfall.contract.ecs.Ulimit;
import dev.landfall.ecs.EcsFaults;
import java.util.HashSet;
import java.util.Set;

/** What ECS wants of ulimits, kernel parameters and security options. */
final class KernelRules {
    private static final int UNLIMITED = -1;
    private static final Set<String> IPC = Set.of(
            "kernel.msgmax",
            "kernel.msgmnb",
            "kernel.msgmni",
            "kernel.sem",
            "kernel.shmall",
            "kernel.shmmax",
            "kernel.shmmni",
            "kernel.shm_rmid_forced");

    private KernelRules() {}

    static void check(RegisterTaskDefinitionRequest spec, ContainerDefinition container) {
        ulimits(container);
        controls(spec, container);
        for (var option : container.dockerSecurityOptionsOrEmpty()) {
            if (!option.matches("no-new-privileges(:true|:false)?|(apparmor|label|credentialspec|seccomp):.+")) {
                throw wrong("dockerSecurityOptions", container, "Unknown option '" + option + "'.");
            }
        }
        if (container.credentialSpecsOrEmpty().size() > 1) {
            throw wrong("credentialSpecs", container, "A container can have at most 1 credential spec.");
        }
    }

    private static void ulimits(ContainerDefinition container) {
        var names = new HashSet<String>();
        for (var ulimit : container.ulimitsOrEmpty()) {
            var name = ulimit.name() == null ? "" : ulimit.name().value();
            if (!names.add(name)) {
                throw wrong("ulimits", container, "Ulimit '" + name + "' is given twice.");
            }
            if (ulimit.softLimitOr(0) < UNLIMITED || ulimit.hardLimitOr(0) < UNLIMITED) {
                throw wrong("ulimits", container, "The limits of '" + name + "' cannot be negative, except -1.");
            }
            if (exceeds(ulimit)) {
                throw EcsFaults.client("Soft limit exceeds hard limit for ulimit " + name);
            }
        }
    }

    private static boolean exceeds(Ulimit ulimit) {
        var soft = ulimit.softLimitOr(0);
        var hard = ulimit.hardLimitOr(0);
        return hard != UNLIMITED && (soft == UNLIMITED || soft > hard);
    }

    private static void controls(RegisterTaskDefinitionRequest spec, ContainerDefinition container) {
        for (var control : container.systemControlsOrEmpty()) {
            var name = control.namespaceOr("");
            if (name.isBlank() || control.valueOr("").isBlank()) {
                throw wrong("systemControls", container, "Both 'namespace' and 'value' must be specified.");
            }
            var ofNetwork = name.startsWith("net.");
            var ofIpc = IPC.contains(name) || name.startsWith("fs.mqueue.");
            if (!ofNetwork && !ofIpc) {
                throw wrong("systemControls", container, "'" + name + "' is not a namespaced kernel parameter.");
            }
            if (ofNetwork && spec.networkModeOr(NetworkMode.BRIDGE) == NetworkMode.HOST) {
                throw wrong("systemControls", container, "'" + name + "' is not supported when networkMode=host.");
            }
            if (ofIpc && spec.ipcMode() == IpcMode.HOST) {
                throw wrong("systemControls", container, "'" + name + "' is not supported when ipcMode=host.");
            }
        }
    }

    private static RuntimeException wrong(String member, ContainerDefinition container, String why) {
        return EcsFaults.client(
                "Invalid '" + member + "' setting for container '" + container.nameOr("") + "'. " + why);
    }
}
