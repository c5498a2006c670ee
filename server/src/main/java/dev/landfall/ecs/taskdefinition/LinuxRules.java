package dev.landfall.ecs.taskdefinition;

import dev.landfall.contract.ecs.ContainerDefinition;
import dev.landfall.contract.ecs.LinuxParameters;
import dev.landfall.ecs.EcsFaults;
import java.util.Set;
import java.util.stream.Stream;

/** What ECS wants of {@code linuxParameters}. */
final class LinuxRules {
    private static final int MAX_SWAPPINESS = 100;

    /** As the API documents them. */
    private static final Set<String> CAPABILITIES = Set.of(
            "ALL",
            "AUDIT_CONTROL",
            "AUDIT_WRITE",
            "BLOCK_SUSPEND",
            "CHOWN",
            "DAC_OVERRIDE",
            "DAC_READ_SEARCH",
            "FOWNER",
            "FSETID",
            "IPC_LOCK",
            "IPC_OWNER",
            "KILL",
            "LEASE",
            "LINUX_IMMUTABLE",
            "MAC_ADMIN",
            "MAC_OVERRIDE",
            "MKNOD",
            "NET_ADMIN",
            "NET_BIND_SERVICE",
            "NET_BROADCAST",
            "NET_RAW",
            "SETFCAP",
            "SETGID",
            "SETPCAP",
            "SETUID",
            "SYS_ADMIN",
            "SYS_BOOT",
            "SYS_CHROOT",
            "SYS_MODULE",
            "SYS_NICE",
            "SYS_PACCT",
            "SYS_PTRACE",
            "SYS_RAWIO",
            "SYS_RESOURCE",
            "SYS_TIME",
            "SYS_TTY_CONFIG",
            "SYSLOG",
            "WAKE_ALARM");

    private static final Set<String> MOUNT_OPTIONS = Set.of(
            "defaults",
            "ro",
            "rw",
            "suid",
            "nosuid",
            "dev",
            "nodev",
            "exec",
            "noexec",
            "sync",
            "async",
            "dirsync",
            "remount",
            "mand",
            "nomand",
            "atime",
            "noatime",
            "diratime",
            "nodiratime",
            "bind",
            "rbind",
            "unbindable",
            "runbindable",
            "private",
            "rprivate",
            "shared",
            "rshared",
            "slave",
            "rslave",
            "relatime",
            "norelatime",
            "strictatime",
            "nostrictatime",
            "mode",
            "uid",
            "gid",
            "nr_inodes",
            "nr_blocks",
            "mpol");

    private LinuxRules() {}

    static void check(ContainerDefinition container, LinuxParameters linux) {
        if (linux.maxSwapOr(0) < 0) {
            throw wrong(container, "'maxSwap' must be 0 or a positive integer.");
        }
        if (linux.swappinessOr(0) < 0 || linux.swappinessOr(0) > MAX_SWAPPINESS) {
            throw wrong(container, "'swappiness' must be between 0 and 100.");
        }
        if (linux.sharedMemorySizeOr(1) < 1) {
            throw wrong(container, "'sharedMemorySize' must be a positive integer.");
        }
        capabilities(container, linux);
        tmpfs(container, linux);
        for (var device : linux.devicesOrEmpty()) {
            if (device.hostPathOr("").isBlank()) {
                throw wrong(container, "'devices' need a 'hostPath'.");
            }
        }
    }

    private static void capabilities(ContainerDefinition container, LinuxParameters linux) {
        var given = linux.capabilities();
        if (given == null) {
            return;
        }
        Stream.concat(given.addOrEmpty().stream(), given.dropOrEmpty().stream())
                .filter(name -> !CAPABILITIES.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw wrong(container, "'capabilities' has no '" + name + "'.");
                });
    }

    private static void tmpfs(ContainerDefinition container, LinuxParameters linux) {
        for (var tmpfs : linux.tmpfsOrEmpty()) {
            if (!tmpfs.containerPathOr("").startsWith("/")) {
                throw wrong(container, "'tmpfs' needs an absolute 'containerPath'.");
            }
            if (tmpfs.sizeOr(0) < 1) {
                throw wrong(container, "'tmpfs' needs a 'size' of at least 1 MiB.");
            }
            for (var option : tmpfs.mountOptionsOrEmpty()) {
                if (!MOUNT_OPTIONS.contains(option.contains("=") ? option.substring(0, option.indexOf('=')) : option)) {
                    throw wrong(container, "'tmpfs' has no mount option '" + option + "'.");
                }
            }
        }
    }

    private static RuntimeException wrong(ContainerDefinition container, String why) {
        return EcsFaults.client(
                "Invalid 'linuxParameters' setting for container '" + container.nameOr("") + "'. " + why);
    }
}
