package dev.landfall.ec2;

import dev.landfall.network.Interfaces;
import dev.landfall.network.SecurityGroups;
import dev.landfall.store.Store;
import dev.landfall.wire.PageTokens;
import java.util.List;

/** All of EC2 that there is here. */
public final class Ec2 {
    private Ec2() {}

    /** The operations classes, for binding. */
    public static List<Object> operations(
            Store store, Interfaces interfaces, SecurityGroups groups, PageTokens tokens) {
        return List.of(
                new Ec2Resources(),
                new VpcOperations(store, interfaces, tokens),
                new SubnetOperations(store, interfaces, tokens),
                new RouteTableOperations(store, interfaces, tokens),
                new InternetGatewayOperations(store, interfaces, tokens),
                new NetworkInterfaceOperations(store, interfaces, groups, tokens),
                new SecurityGroupOperations(store, interfaces, groups, tokens),
                new SecurityGroupRuleOperations(store, interfaces, groups),
                new RuleListOperations(store, interfaces, groups, tokens),
                new TagOperations(store, interfaces, groups, tokens),
                new AddressOperations(),
                new RegionOperations(),
                new AccountOperations(interfaces));
    }
}
