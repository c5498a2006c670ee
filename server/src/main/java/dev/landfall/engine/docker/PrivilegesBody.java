package dev.landfall.engine.docker;

import dev.landfall.engine.ContainerPrivileges;
import java.util.Map;

/** What a container's creation says of its privileges. */
record PrivilegesBody(ContainerPrivileges privileges) {
    Map<String, ?> json() {
        return Map.of(
                "Privileged", privileges.privileged(),
                "ReadonlyRootfs", privileges.readonlyRootFilesystem(),
                "CapAdd", privileges.addedCapabilities(),
                "CapDrop", privileges.droppedCapabilities(),
                "SecurityOpt", privileges.securityOptions(),
                "Devices",
                        privileges.devices().stream().map(PrivilegesBody::json).toList());
    }

    private static Map<String, ?> json(ContainerPrivileges.Device device) {
        return Map.of(
                "PathOnHost", device.hostPath(),
                "PathInContainer", device.path(),
                "CgroupPermissions", device.permissions());
    }
}
