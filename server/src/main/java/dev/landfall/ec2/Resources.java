package dev.landfall.ec2;

import dev.landfall.network.Interfaces;
import dev.landfall.network.SecurityGroups;
import dev.landfall.store.Reader;
import dev.landfall.wire.Realm;
import java.util.Map;
import java.util.Optional;

/** What there is to tag, told by ids: each prefix is a type of resource. */
record Resources(Interfaces interfaces, SecurityGroups groups) {
    private static final Map<String, String> TYPES = Map.of(
            "vpc", "vpc",
            "subnet", "subnet",
            "sg", "security-group",
            "sgr", "security-group-rule",
            "eni", "network-interface",
            "rtb", "route-table",
            "igw", "internet-gateway",
            "acl", "network-acl",
            "dopt", "dhcp-options");

    /** The type of resource that such an id names. */
    static Optional<String> type(String id) {
        var dash = id.indexOf('-');
        return dash < 0 ? Optional.empty() : Optional.ofNullable(TYPES.get(id.substring(0, dash)));
    }

    /** @throws dev.landfall.contract.Fault when there is no such resource */
    void require(Reader reader, Realm realm, String id) {
        var network = interfaces.network(realm);
        var vpc = network.vpc();
        switch (type(id).orElseThrow(() -> Ec2Faults.invalidId(id))) {
            case "vpc" -> require(vpc.id().equals(id), () -> Ec2Faults.vpcNotFound(id));
            case "subnet" -> require(network.subnet(id).isPresent(), () -> Ec2Faults.subnetNotFound(id));
            case "security-group" ->
                require(groups.find(reader, realm, id).isPresent(), () -> Ec2Faults.groupNotFound(id));
            case "security-group-rule" -> require(hasRule(reader, realm, id), () -> Ec2Faults.groupRuleNotFound(id));
            case "network-interface" ->
                require(interfaces.find(reader, realm, id).isPresent(), () -> Ec2Faults.interfaceNotFound(id));
            case "route-table" -> require(vpc.mainRouteTableId().equals(id), () -> Ec2Faults.routeTableNotFound(id));
            case "internet-gateway" ->
                require(vpc.internetGatewayId().equals(id), () -> Ec2Faults.internetGatewayNotFound(id));
            case "network-acl" -> require(vpc.networkAclId().equals(id), () -> Ec2Faults.invalidId(id));
            case "dhcp-options" -> require(vpc.dhcpOptionsId().equals(id), () -> Ec2Faults.invalidId(id));
            default -> throw Ec2Faults.invalidId(id);
        }
    }

    private boolean hasRule(Reader reader, Realm realm, String id) {
        return groups.list(reader, realm).stream()
                .flatMap(group -> group.rules().stream())
                .anyMatch(rule -> rule.id().equals(id));
    }

    private static void require(boolean exists, java.util.function.Supplier<? extends RuntimeException> missing) {
        if (!exists) {
            throw missing.get();
        }
    }
}
