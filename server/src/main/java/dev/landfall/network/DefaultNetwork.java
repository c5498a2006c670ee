package dev.landfall.network;

import dev.landfall.wire.Realm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What every realm has from its first moment, as on AWS: a default VPC with a default subnet in each availability zone.
 * It follows from the realm alone, so nothing is written until someone changes something.
 */
public record DefaultNetwork(Realm realm, Vpc vpc, List<Subnet> subnets) {
    /** As AWS: each subnet is a sixteenth of the VPC. */
    private static final int SUBNET_BITS = 4;

    public DefaultNetwork {
        subnets = List.copyOf(subnets);
    }

    static DefaultNetwork of(Realm realm, Cidr block) {
        var vpc = vpc(realm, block);
        var subnets = new ArrayList<Subnet>();
        for (var zone : Regions.zones(realm.region())) {
            var cidr = block.part(subnets.size(), block.prefix() + SUBNET_BITS);
            var id = id("subnet", realm, block, "subnet/" + zone.name());
            subnets.add(new Subnet(id, vpc.id(), cidr, zone, true, true));
        }
        return new DefaultNetwork(realm, vpc, subnets);
    }

    // The block is part of each id: in another block it is another network, with addresses of its own.
    private static String id(String prefix, Realm realm, Cidr block, String resource) {
        return ResourceId.derived(prefix, realm, block + "/" + resource);
    }

    private static Vpc vpc(Realm realm, Cidr block) {
        return new Vpc(
                id("vpc", realm, block, "vpc"),
                block,
                true,
                id("vpc-cidr-assoc", realm, block, "vpc/cidr"),
                id("dopt", realm, block, "dhcp-options"),
                id("igw", realm, block, "internet-gateway"),
                id("rtb", realm, block, "route-table/main"),
                id("rtbassoc", realm, block, "route-table/main/association"),
                id("acl", realm, block, "network-acl"),
                id("sg", realm, block, "security-group/default"));
    }

    public Optional<Subnet> subnet(String id) {
        return subnets.stream().filter(subnet -> subnet.id().equals(id)).findFirst();
    }
}
