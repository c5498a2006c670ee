package dev.landfall.ec2;

import dev.landfall.contract.ec2.AttributeBooleanValue;
import dev.landfall.contract.ec2.DescribeVpcAttributeRequest;
import dev.landfall.contract.ec2.DescribeVpcAttributeResponse;
import dev.landfall.contract.ec2.DescribeVpcsRequest;
import dev.landfall.contract.ec2.DescribeVpcsResponse;
import dev.landfall.contract.ec2.Tenancy;
import dev.landfall.contract.ec2.Vpc;
import dev.landfall.contract.ec2.VpcCidrBlockAssociation;
import dev.landfall.contract.ec2.VpcCidrBlockState;
import dev.landfall.contract.ec2.VpcCidrBlockStateCode;
import dev.landfall.contract.ec2.VpcState;
import dev.landfall.ec2.Listing.Selection;
import dev.landfall.network.DefaultNetwork;
import dev.landfall.network.Interfaces;
import dev.landfall.store.Reader;
import dev.landfall.store.Store;
import dev.landfall.wire.Call;
import dev.landfall.wire.PageTokens;
import java.util.List;

/** Virtual private clouds. Each realm has its default one. */
public final class VpcOperations {
    private static final Listing<Vpc> LISTING = new Listing<>(
            Vpc::vpcId,
            Ec2Faults::vpcNotFound,
            "vpcIds",
            new Filters<Vpc>()
                    .on("vpc-id", Vpc::vpcId)
                    .on("cidr", Vpc::cidrBlock)
                    .onAny(
                            "cidr-block-association.cidr-block",
                            vpc -> vpc.cidrBlockAssociationSetOrEmpty().stream()
                                    .map(VpcCidrBlockAssociation::cidrBlock))
                    .onAny(
                            "cidr-block-association.association-id",
                            vpc -> vpc.cidrBlockAssociationSetOrEmpty().stream()
                                    .map(VpcCidrBlockAssociation::associationId))
                    .on("cidr-block-association.state", vpc -> VpcCidrBlockStateCode.ASSOCIATED)
                    .on("dhcp-options-id", Vpc::dhcpOptionsId)
                    .on("is-default", Vpc::isDefault)
                    .on("isDefault", Vpc::isDefault)
                    .on("owner-id", Vpc::ownerId)
                    .on("state", Vpc::state)
                    .absent(
                            "ipv6-cidr-block-association.ipv6-cidr-block",
                            "ipv6-cidr-block-association.ipv6-pool",
                            "ipv6-cidr-block-association.association-id",
                            "ipv6-cidr-block-association.state")
                    .tagged(Vpc::tagsOrEmpty));

    private final Store store;
    private final Interfaces interfaces;
    private final PageTokens tokens;

    public VpcOperations(Store store, Interfaces interfaces, PageTokens tokens) {
        this.store = store;
        this.interfaces = interfaces;
        this.tokens = tokens;
    }

    public DescribeVpcsResponse describeVpcs(DescribeVpcsRequest in, Call call) {
        var network = interfaces.network(call.realm());
        var all = List.of(store.<Vpc>read(reader -> shape(reader, network)));
        var page = LISTING.page(
                all,
                new Selection(call, in, in.vpcIdsOrEmpty(), in.filtersOrEmpty(), in.maxResults(), in.nextToken()),
                tokens);
        DryRun.end(in.dryRun());
        return DescribeVpcsResponse.builder()
                .vpcs(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    public DescribeVpcAttributeResponse describeVpcAttribute(DescribeVpcAttributeRequest in, Call call) {
        var vpcId = Required.of(in.vpcId(), "vpcId");
        var attribute = Required.of(in.attribute(), "attribute");
        if (!interfaces.network(call.realm()).vpc().id().equals(vpcId)) {
            throw Ec2Faults.vpcNotFound(vpcId);
        }
        DryRun.end(in.dryRun());
        var out = DescribeVpcAttributeResponse.builder().vpcId(vpcId);
        // No name server answers for the addresses of tasks yet, so neither DNS attribute is claimed.
        var no = AttributeBooleanValue.builder().value(false).build();
        return switch (attribute) {
            case ENABLE_DNS_SUPPORT -> out.enableDnsSupport(no).build();
            case ENABLE_DNS_HOSTNAMES -> out.enableDnsHostnames(no).build();
            case ENABLE_NETWORK_ADDRESS_USAGE_METRICS ->
                out.enableNetworkAddressUsageMetrics(no).build();
            default -> throw Ec2Faults.invalid("Value (" + attribute + ") for parameter attribute is invalid.");
        };
    }

    private static Vpc shape(Reader reader, DefaultNetwork network) {
        var vpc = network.vpc();
        var association = VpcCidrBlockAssociation.builder()
                .associationId(vpc.cidrAssociationId())
                .cidrBlock(vpc.cidr().toString())
                .cidrBlockState(VpcCidrBlockState.builder()
                        .state(VpcCidrBlockStateCode.ASSOCIATED)
                        .build())
                .build();
        return Vpc.builder()
                .vpcId(vpc.id())
                .ownerId(network.realm().account())
                .cidrBlock(vpc.cidr().toString())
                .cidrBlockAssociationSet(List.of(association))
                .dhcpOptionsId(vpc.dhcpOptionsId())
                .instanceTenancy(Tenancy.DEFAULT)
                .isDefault(vpc.isDefault())
                .state(VpcState.AVAILABLE)
                .tags(Tags.of(reader, network.realm(), vpc.id()))
                .build();
    }
}
