package dev.landfall.network;

/** A realm's virtual private cloud and what hangs on it by default, by their ids. */
public record Vpc(
        String id,
        Cidr cidr,
        boolean isDefault,
        String cidrAssociationId,
        String dhcpOptionsId,
        String internetGatewayId,
        String mainRouteTableId,
        String mainRouteTableAssociationId,
        String networkAclId,
        String defaultGroupId) {}
