package dev.landfall.ec2;

import static dev.landfall.ec2.Ec2Fixture.assertFault;
import static dev.landfall.ec2.Ec2Fixture.filter;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.contract.ec2.AccountAttributeName;
import dev.landfall.contract.ec2.DescribeAccountAttributesRequest;
import dev.landfall.contract.ec2.DescribeAvailabilityZonesRequest;
import dev.landfall.contract.ec2.DescribeInternetGatewaysRequest;
import dev.landfall.contract.ec2.DescribeNetworkInterfacesRequest;
import dev.landfall.contract.ec2.DescribeRegionsRequest;
import dev.landfall.contract.ec2.DescribeRouteTablesRequest;
import dev.landfall.contract.ec2.DescribeSubnetsRequest;
import dev.landfall.contract.ec2.DescribeVpcsRequest;
import dev.landfall.contract.ec2.Filter;
import dev.landfall.contract.ec2.NetworkInterface;
import dev.landfall.contract.ec2.Subnet;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DescribeNetworkTest {
    private final Ec2Fixture ec2 = new Ec2Fixture();
    private final VpcOperations vpcs = new VpcOperations(ec2.store, ec2.interfaces, ec2.tokens);
    private final SubnetOperations subnets = new SubnetOperations(ec2.store, ec2.interfaces, ec2.tokens);
    private final NetworkInterfaceOperations enis =
            new NetworkInterfaceOperations(ec2.store, ec2.interfaces, ec2.groups, ec2.tokens);

    @AfterEach
    void close() {
        ec2.close();
    }

    @Test
    void showsADefaultVpcInAFreshRealm() {
        var vpc = vpcs.describeVpcs(
                        DescribeVpcsRequest.builder()
                                .filters(List.of(filter("is-default", "true")))
                                .build(),
                        ec2.call)
                .vpcsOrEmpty()
                .getFirst();
        assertThat(vpc.cidrBlock()).isEqualTo("172.31.0.0/16");
        assertThat(vpc.isDefault()).isTrue();
        assertThat(subnets(filter("vpc-id", vpc.vpcId()))).hasSize(6);
        assertThat(subnets(filter("vpc-id", "vpc-0"))).isEmpty();
    }

    @Test
    void filtersSubnetsAsTheTutorialDoes() {
        assertThat(subnets(filter("default-for-az", "true"))).hasSize(6);
        assertThat(subnets(filter("availability-zone", "us-east-1b", "us-east-1c")))
                .extracting(Subnet::availabilityZoneId)
                .containsExactly("use1-az2", "use1-az3");
        assertThat(subnets(filter("availability-zone", "*b"), filter("state", "available")))
                .hasSize(1);
        assertThat(subnets(filter("availability-zone", "*b"), filter("cidr-block", "172.31.0.0/20")))
                .isEmpty();
    }

    @Test
    void countsTheAddressesThatAreLeft() {
        assertThat(subnets().getFirst().availableIpAddressCount()).isEqualTo(4_091);
        ec2.taskInterface(0, false);
        assertThat(subnets().getFirst().availableIpAddressCount()).isEqualTo(4_090);
    }

    @Test
    void saysWhichIdOrFilterIsWrong() {
        assertFault("InvalidSubnetID.NotFound", () -> describe("subnet-1"))
                .hasMessageContaining("The subnet ID 'subnet-1' does not exist");
        assertFault("InvalidParameterValue", () -> subnets(filter("colour", "red")))
                .hasMessageContaining("The filter 'colour' is invalid");
        var vpcRequest = DescribeVpcsRequest.builder().vpcIds(List.of("vpc-1")).build();
        assertFault("InvalidVpcID.NotFound", () -> vpcs.describeVpcs(vpcRequest, ec2.call));
        var eniRequest = DescribeNetworkInterfacesRequest.builder()
                .networkInterfaceIds(List.of("eni-1"))
                .build();
        assertFault("InvalidNetworkInterfaceID.NotFound", () -> enis.describeNetworkInterfaces(eniRequest, ec2.call));
    }

    @Test
    void neverShowsAnotherRealmsNetwork() {
        var theirs = ec2.interfaces
                .network(ec2.elsewhere.realm())
                .subnets()
                .getFirst()
                .id();
        assertFault("InvalidSubnetID.NotFound", () -> describe(theirs));
        var eni = ec2.taskInterface(0, true);
        var request = DescribeNetworkInterfacesRequest.builder()
                .networkInterfaceIds(List.of(eni.id()))
                .build();
        assertFault("InvalidNetworkInterfaceID.NotFound", () -> enis.describeNetworkInterfaces(request, ec2.elsewhere));
    }

    @Test
    void showsATasksInterface() {
        var eni = ec2.taskInterface(2, true);
        var shown = interfaces(filter("network-interface-id", eni.id())).getFirst();
        assertThat(shown.association().publicIp()).isEqualTo("127.64.0.1");
        assertThat(shown.privateIpAddress()).isEqualTo("172.31.32.4");
        assertThat(shown.privateIpAddressesOrEmpty().getFirst().association().publicIp())
                .isEqualTo("127.64.0.1");
        assertThat(shown.privateDnsName()).isEqualTo("ip-172-31-32-4.ec2.internal");
        assertThat(shown.status()).hasToString("in-use");
        assertThat(shown.interfaceType()).hasToString("interface");
        assertThat(shown.availabilityZone()).isEqualTo("us-east-1c");
        assertThat(shown.description()).isEqualTo("arn:aws:ecs:us-east-1:000000000000:attachment/1");
        assertThat(shown.groupsOrEmpty().getFirst().groupName()).isEqualTo("default");
        assertThat(shown.requesterManaged()).isTrue();
    }

    @Test
    void findsInterfacesByWhatTheyHave() {
        ec2.taskInterface(0, true);
        var second = ec2.taskInterface(1, true);
        ec2.taskInterface(1, false);
        for (var filter : List.of(
                filter("association.public-ip", "127.64.0.2"),
                filter("addresses.association.public-ip", "127.64.0.2"),
                filter("addresses.private-ip-address", "172.31.16.4"),
                filter("private-ip-address", "172.31.16.4"),
                filter("mac-address", "02:42:ac:1f:10:04"),
                filter("attachment.attachment-id", second.attachmentId()))) {
            assertThat(interfaces(filter))
                    .as(filter.name())
                    .extracting(NetworkInterface::networkInterfaceId)
                    .containsExactly(second.id());
        }
        assertThat(interfaces(filter("group-name", "default"), filter("status", "in-use")))
                .hasSize(3);
        assertThat(interfaces(filter("attachment.instance-id", "*"))).isEmpty();
    }

    @Test
    void pagesThroughInterfacesWithoutLosingOrRepeatingOne() {
        for (var i = 0; i < 23; i++) {
            ec2.taskInterface(0, false);
        }
        var seen = new ArrayList<String>();
        var token = "";
        do {
            var page = enis.describeNetworkInterfaces(
                    DescribeNetworkInterfacesRequest.builder()
                            .maxResults(10)
                            .nextToken(token)
                            .build(),
                    ec2.call);
            page.networkInterfacesOrEmpty().forEach(eni -> seen.add(eni.networkInterfaceId()));
            token = page.nextTokenOr("");
            if (seen.size() == 10) {
                // One that ends between two pages, the last seen, does not matter.
                ec2.store.transact(tx -> ec2.interfaces.release(tx, ec2.call.realm(), seen.getLast()));
            }
        } while (!token.isEmpty());
        assertThat(seen).hasSize(23).doesNotHaveDuplicates();
    }

    @Test
    void refusesAForeignTokenAndIdsTogetherWithPages() {
        assertFault(
                "InvalidNextToken",
                () -> enis.describeNetworkInterfaces(
                        DescribeNetworkInterfacesRequest.builder()
                                .nextToken("bm9uc2Vuc2U")
                                .build(),
                        ec2.call));
        var id = ec2.taskInterface(0, false).id();
        assertFault(
                "InvalidParameterCombination",
                () -> enis.describeNetworkInterfaces(
                        DescribeNetworkInterfacesRequest.builder()
                                .networkInterfaceIds(List.of(id))
                                .maxResults(5)
                                .build(),
                        ec2.call));
    }

    @Test
    void answersADryRunWithoutDoingIt() {
        assertFault(
                "DryRunOperation",
                () -> subnets.describeSubnets(
                        DescribeSubnetsRequest.builder().dryRun(true).build(), ec2.call));
    }

    @Test
    void routesOutThroughTheInternetGateway() {
        var gateway = new InternetGatewayOperations(ec2.store, ec2.interfaces, ec2.tokens)
                .describeInternetGateways(
                        DescribeInternetGatewaysRequest.builder()
                                .filters(List.of(filter(
                                        "attachment.vpc-id",
                                        ec2.interfaces
                                                .network(ec2.call.realm())
                                                .vpc()
                                                .id())))
                                .build(),
                        ec2.call)
                .internetGatewaysOrEmpty()
                .getFirst();
        var routes = new RouteTableOperations(ec2.store, ec2.interfaces, ec2.tokens)
                .describeRouteTables(
                        DescribeRouteTablesRequest.builder()
                                .filters(List.of(
                                        filter("association.main", "true"),
                                        filter("route.gateway-id", gateway.internetGatewayId())))
                                .build(),
                        ec2.call)
                .routeTablesOrEmpty();
        assertThat(routes).hasSize(1);
    }

    @Test
    void knowsRegionsZonesAndTheDefaultVpcOfAnAccount() {
        var regions = new RegionOperations();
        assertThat(regions.describeRegions(
                                DescribeRegionsRequest.builder()
                                        .filters(List.of(filter("region-name", "us-*")))
                                        .build(),
                                ec2.call)
                        .regionsOrEmpty())
                .hasSize(4);
        assertThat(regions.describeAvailabilityZones(
                                DescribeAvailabilityZonesRequest.builder().build(), ec2.call)
                        .availabilityZonesOrEmpty())
                .hasSize(6);
        var attributes = new AccountOperations(ec2.interfaces)
                .describeAccountAttributes(
                        DescribeAccountAttributesRequest.builder()
                                .attributeNames(List.of(AccountAttributeName.DEFAULT_VPC))
                                .build(),
                        ec2.call)
                .accountAttributesOrEmpty();
        assertThat(attributes).hasSize(1);
    }

    private List<Subnet> subnets(Filter... filters) {
        return subnets.describeSubnets(
                        DescribeSubnetsRequest.builder()
                                .filters(List.of(filters))
                                .build(),
                        ec2.call)
                .subnetsOrEmpty();
    }

    private void describe(String subnetId) {
        subnets.describeSubnets(
                DescribeSubnetsRequest.builder().subnetIds(List.of(subnetId)).build(), ec2.call);
    }

    private List<NetworkInterface> interfaces(Filter... filters) {
        return enis.describeNetworkInterfaces(
                        DescribeNetworkInterfacesRequest.builder()
                                .filters(List.of(filters))
                                .build(),
                        ec2.call)
                .networkInterfacesOrEmpty();
    }
}
