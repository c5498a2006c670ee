package dev.landfall.ec2;

import dev.landfall.contract.ec2.DescribeNetworkInterfacesRequest;
import dev.landfall.contract.ec2.DescribeNetworkInterfacesResponse;
import dev.landfall.contract.ec2.NetworkInterface;
import dev.landfall.ec2.Listing.Selection;
import dev.landfall.network.Interfaces;
import dev.landfall.network.SecurityGroups;
import dev.landfall.store.Reader;
import dev.landfall.store.Store;
import dev.landfall.wire.Call;
import dev.landfall.wire.PageTokens;
import java.util.ArrayList;
import java.util.List;

/** Elastic network interfaces: those of tasks, which come and go with them. */
public final class NetworkInterfaceOperations {
    private static final Listing<NetworkInterface> LISTING = new Listing<>(
            NetworkInterface::networkInterfaceId,
            Ec2Faults::interfaceNotFound,
            "networkInterfaceIds",
            InterfaceShapes.FILTERS);

    private final Store store;
    private final Interfaces interfaces;
    private final SecurityGroups groups;
    private final PageTokens tokens;

    public NetworkInterfaceOperations(Store store, Interfaces interfaces, SecurityGroups groups, PageTokens tokens) {
        this.store = store;
        this.interfaces = interfaces;
        this.groups = groups;
        this.tokens = tokens;
    }

    public DescribeNetworkInterfacesResponse describeNetworkInterfaces(DescribeNetworkInterfacesRequest in, Call call) {
        var all = store.<List<NetworkInterface>>read(reader -> shapes(reader, in.networkInterfaceIdsOrEmpty(), call));
        var page = LISTING.page(
                all,
                new Selection(
                        call,
                        in,
                        in.networkInterfaceIdsOrEmpty(),
                        in.filtersOrEmpty(),
                        in.maxResults(),
                        in.nextToken()),
                tokens);
        DryRun.end(in.dryRun());
        return DescribeNetworkInterfacesResponse.builder()
                .networkInterfaces(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    /** All of the realm, or only those named: looking one up stays cheap among ten thousand. */
    private List<NetworkInterface> shapes(Reader reader, List<String> ids, Call call) {
        var realm = call.realm();
        var found = ids.isEmpty()
                ? interfaces.list(reader, realm)
                : ids.stream()
                        .distinct()
                        .flatMap(id -> interfaces.find(reader, realm, id).stream())
                        .toList();
        var names = InterfaceShapes.groupNames(groups.list(reader, realm));
        var shapes = new ArrayList<NetworkInterface>(found.size());
        for (var eni : found) {
            shapes.add(InterfaceShapes.of(eni, realm, names, Tags.of(reader, realm, eni.id())));
        }
        return shapes;
    }
}
