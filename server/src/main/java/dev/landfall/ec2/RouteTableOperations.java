package dev.landfall.ec2;

import dev.landfall.contract.ec2.DescribeRouteTablesRequest;
import dev.landfall.contract.ec2.DescribeRouteTablesResponse;
import dev.landfall.contract.ec2.Route;
import dev.landfall.contract.ec2.RouteOrigin;
import dev.landfall.contract.ec2.RouteState;
import dev.landfall.contract.ec2.RouteTable;
import dev.landfall.contract.ec2.RouteTableAssociation;
import dev.landfall.contract.ec2.RouteTableAssociationState;
import dev.landfall.contract.ec2.RouteTableAssociationStateCode;
import dev.landfall.ec2.Listing.Selection;
import dev.landfall.network.DefaultNetwork;
import dev.landfall.network.Interfaces;
import dev.landfall.store.Reader;
import dev.landfall.store.Store;
import dev.landfall.wire.Call;
import dev.landfall.wire.PageTokens;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Route tables: the main one of each default VPC. */
public final class RouteTableOperations {
    private static final String LOCAL = "local";
    private static final String EVERYWHERE = "0.0.0.0/0";

    private static final Listing<RouteTable> LISTING = new Listing<>(
            RouteTable::routeTableId,
            Ec2Faults::routeTableNotFound,
            "routeTableIds",
            new Filters<RouteTable>()
                    .on("route-table-id", RouteTable::routeTableId)
                    .on("vpc-id", RouteTable::vpcId)
                    .on("owner-id", RouteTable::ownerId)
                    .onAny("association.main", associations(RouteTableAssociation::main))
                    .onAny("association.route-table-id", associations(RouteTableAssociation::routeTableId))
                    .onAny(
                            "association.route-table-association-id",
                            associations(RouteTableAssociation::routeTableAssociationId))
                    .onAny("route.destination-cidr-block", routes(Route::destinationCidrBlock))
                    .onAny("route.gateway-id", routes(Route::gatewayId))
                    .onAny("route.origin", routes(Route::origin))
                    .onAny("route.state", routes(Route::state))
                    .absent(
                            "association.gateway-id",
                            "association.subnet-id",
                            "route.destination-ipv6-cidr-block",
                            "route.destination-prefix-list-id",
                            "route.egress-only-internet-gateway-id",
                            "route.instance-id",
                            "route.nat-gateway-id",
                            "route.transit-gateway-id",
                            "route.vpc-peering-connection-id")
                    .tagged(RouteTable::tagsOrEmpty));

    private final Store store;
    private final Interfaces interfaces;
    private final PageTokens tokens;

    public RouteTableOperations(Store store, Interfaces interfaces, PageTokens tokens) {
        this.store = store;
        this.interfaces = interfaces;
        this.tokens = tokens;
    }

    public DescribeRouteTablesResponse describeRouteTables(DescribeRouteTablesRequest in, Call call) {
        var network = interfaces.network(call.realm());
        var all = List.of(store.<RouteTable>read(reader -> shape(reader, network)));
        var page = LISTING.page(
                all,
                new Selection(
                        call, in, in.routeTableIdsOrEmpty(), in.filtersOrEmpty(), in.maxResults(), in.nextToken()),
                tokens);
        DryRun.end(in.dryRun());
        return DescribeRouteTablesResponse.builder()
                .routeTables(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static Function<RouteTable, Stream<@Nullable String>> associations(
            Function<RouteTableAssociation, @Nullable Object> member) {
        return table -> table.associationsOrEmpty().stream().map(member).map(String::valueOf);
    }

    private static Function<RouteTable, Stream<@Nullable String>> routes(Function<Route, @Nullable Object> member) {
        return table -> table.routesOrEmpty().stream().map(member).map(String::valueOf);
    }

    private static RouteTable shape(Reader reader, DefaultNetwork network) {
        var vpc = network.vpc();
        var main = RouteTableAssociation.builder()
                .main(true)
                .routeTableId(vpc.mainRouteTableId())
                .routeTableAssociationId(vpc.mainRouteTableAssociationId())
                .associationState(RouteTableAssociationState.builder()
                        .state(RouteTableAssociationStateCode.ASSOCIATED)
                        .build())
                .build();
        var within = route(vpc.cidr().toString(), LOCAL, RouteOrigin.CREATE_ROUTE_TABLE);
        var outside = route(EVERYWHERE, vpc.internetGatewayId(), RouteOrigin.CREATE_ROUTE);
        return RouteTable.builder()
                .routeTableId(vpc.mainRouteTableId())
                .vpcId(vpc.id())
                .ownerId(network.realm().account())
                .associations(List.of(main))
                .routes(List.of(within, outside))
                .propagatingVgws(List.of())
                .tags(Tags.of(reader, network.realm(), vpc.mainRouteTableId()))
                .build();
    }

    private static Route route(String destination, String gatewayId, RouteOrigin origin) {
        return Route.builder()
                .destinationCidrBlock(destination)
                .gatewayId(gatewayId)
                .origin(origin)
                .state(RouteState.ACTIVE)
                .build();
    }
}
