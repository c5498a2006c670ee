package dev.landfall.ecs.taskdefinition;

import dev.landfall.contract.ecs.ContainerDefinition;
import dev.landfall.contract.ecs.NetworkMode;
import dev.landfall.contract.ecs.RegisterTaskDefinitionRequest;
import dev.landfall.ecs.EcsFaults;
import java.util.Set;
import java.util.regex.Pattern;

/** Which members of a container go with the network mode of its task. */
final class NetworkRules {
    private static final Pattern LINK = Pattern.compile("([a-zA-Z0-9_-]{1,255})(?::([a-zA-Z0-9_-]{1,255}))?");

    private NetworkRules() {}

    static void check(RegisterTaskDefinitionRequest spec, ContainerDefinition container, Set<String> names) {
        var mode = spec.networkModeOr(NetworkMode.BRIDGE);
        links(mode, container, names);
        if (mode == NetworkMode.AWSVPC) {
            refuse(container.hostname() != null, "hostname is");
            refuse(container.disableNetworkingOr(false), "Disable Networking is");
            refuse(!container.dnsServersOrEmpty().isEmpty(), "DNS servers are");
            refuse(!container.dnsSearchDomainsOrEmpty().isEmpty(), "DNS search domains are");
            refuse(!container.extraHostsOrEmpty().isEmpty(), "Extra hosts are");
        }
        for (var host : container.extraHostsOrEmpty()) {
            if (host.hostnameOr("").isBlank() || host.ipAddressOr("").isBlank()) {
                throw wrong("extraHosts", container, "Both hostname and ipAddress must be specified.");
            }
        }
    }

    private static void links(NetworkMode mode, ContainerDefinition container, Set<String> names) {
        if (!container.linksOrEmpty().isEmpty() && mode != NetworkMode.BRIDGE) {
            throw EcsFaults.client("Links are not supported when networkMode=" + mode.value() + ".");
        }
        for (var link : container.linksOrEmpty()) {
            var matcher = LINK.matcher(link);
            if (!matcher.matches()) {
                throw wrong("links", container, "A link is written as name:internalName, not '" + link + "'.");
            }
            var other = matcher.group(1);
            if (!names.contains(other) || other.equals(container.name())) {
                throw EcsFaults.client("Invalid 'links' setting. Unknown container: '" + other + "'");
            }
        }
    }

    private static void refuse(boolean present, String what) {
        if (present) {
            throw EcsFaults.client(what + " not supported on container when networkMode=awsvpc.");
        }
    }

    private static RuntimeException wrong(String member, ContainerDefinition container, String why) {
        return EcsFaults.client(
                "Invalid '" + member + "' setting for container '" + container.nameOr("") + "'. " + why);
    }
}
