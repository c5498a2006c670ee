package dev.landfall.ec2;

import dev.landfall.contract.ec2.DescribeSubnetsRequest;
import dev.landfall.contract.ec2.DescribeSubnetsResponse;
import dev.landfall.contract.ec2.HostnameType;
import dev.landfall.contract.ec2.PrivateDnsNameOptionsOnLaunch;
import dev.landfall.contract.ec2.Subnet;
import dev.landfall.contract.ec2.SubnetState;
import dev.landfall.ec2.Listing.Selection;
import dev.landfall.network.Interfaces;
import dev.landfall.store.Reader;
import dev.landfall.store.Store;
import dev.landfall.wire.Call;
import dev.landfall.wire.PageTokens;
import dev.landfall.wire.Realm;
import java.util.List;

/** Subnets. Each realm's default VPC has one in each availability zone. */
public final class SubnetOperations {
    private static final Listing<Subnet> LISTING = new Listing<>(
            Subnet::subnetId,
            Ec2Faults::subnetNotFound,
            "subnetIds",
            new Filters<Subnet>()
                    .on("subnet-id", Subnet::subnetId)
                    .on("subnet-arn", Subnet::subnetArn)
                    .on("vpc-id", Subnet::vpcId)
                    .on("availability-zone", Subnet::availabilityZone)
                    .on("availabilityZone", Subnet::availabilityZone)
                    .on("availability-zone-id", Subnet::availabilityZoneId)
                    .on("available-ip-address-count", Subnet::availableIpAddressCount)
                    .on("cidr-block", Subnet::cidrBlock)
                    .on("cidr", Subnet::cidrBlock)
                    .on("cidrBlock", Subnet::cidrBlock)
                    .on("default-for-az", Subnet::defaultForAz)
                    .on("defaultForAz", Subnet::defaultForAz)
                    .on("map-public-ip-on-launch", Subnet::mapPublicIpOnLaunch)
                    .on("owner-id", Subnet::ownerId)
                    .on("state", Subnet::state)
                    .on("enable-dns64", Subnet::enableDns64)
                    .on("ipv6-native", Subnet::ipv6Native)
                    .on("map-customer-owned-ip-on-launch", Subnet::mapCustomerOwnedIpOnLaunch)
                    .on("private-dns-name-options-on-launch.hostname-type", subnet -> HostnameType.IP_NAME)
                    .on("private-dns-name-options-on-launch.enable-resource-name-dns-a-record", subnet -> false)
                    .on("private-dns-name-options-on-launch.enable-resource-name-dns-aaaa-record", subnet -> false)
                    .absent(
                            "customer-owned-ipv4-pool",
                            "enable-lni-at-device-index",
                            "ipv6-cidr-block-association.ipv6-cidr-block",
                            "ipv6-cidr-block-association.association-id",
                            "ipv6-cidr-block-association.state",
                            "outpost-arn")
                    .tagged(Subnet::tagsOrEmpty));

    private final Store store;
    private final Interfaces interfaces;
    private final PageTokens tokens;

    public SubnetOperations(Store store, Interfaces interfaces, PageTokens tokens) {
        this.store = store;
        this.interfaces = interfaces;
        this.tokens = tokens;
    }

    public DescribeSubnetsResponse describeSubnets(DescribeSubnetsRequest in, Call call) {
        var all = store.<List<Subnet>>read(reader -> interfaces.network(call.realm()).subnets().stream()
                .map(subnet -> shape(reader, call.realm(), subnet))
                .toList());
        var page = LISTING.page(
                all,
                new Selection(call, in, in.subnetIdsOrEmpty(), in.filtersOrEmpty(), in.maxResults(), in.nextToken()),
                tokens);
        DryRun.end(in.dryRun());
        return DescribeSubnetsResponse.builder()
                .subnets(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private Subnet shape(Reader reader, Realm realm, dev.landfall.network.Subnet subnet) {
        return Subnet.builder()
                .subnetId(subnet.id())
                .subnetArn(realm.arn("ec2", "subnet/" + subnet.id()))
                .vpcId(subnet.vpcId())
                .ownerId(realm.account())
                .availabilityZone(subnet.zone().name())
                .availabilityZoneId(subnet.zone().id())
                .cidrBlock(subnet.cidr().toString())
                .availableIpAddressCount(Math.toIntExact(interfaces.freeAddresses(reader, subnet)))
                .defaultForAz(subnet.defaultForAz())
                .mapPublicIpOnLaunch(subnet.mapPublicIpOnLaunch())
                .mapCustomerOwnedIpOnLaunch(false)
                .assignIpv6AddressOnCreation(false)
                .ipv6CidrBlockAssociationSet(List.of())
                .ipv6Native(false)
                .enableDns64(false)
                .privateDnsNameOptionsOnLaunch(PrivateDnsNameOptionsOnLaunch.builder()
                        .hostnameType(HostnameType.IP_NAME)
                        .enableResourceNameDnsARecord(false)
                        .enableResourceNameDnsAAAARecord(false)
                        .build())
                .state(SubnetState.AVAILABLE)
                .tags(Tags.of(reader, realm, subnet.id()))
                .build();
    }
}
