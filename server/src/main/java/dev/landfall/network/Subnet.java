package dev.landfall.network;

/**
 * A subnet of a realm's VPC, in one availability zone.
 *
 * @param mapPublicIpOnLaunch whether what starts here gets a public address unless it says otherwise
 */
public record Subnet(
        String id, String vpcId, Cidr cidr, Zone zone, boolean defaultForAz, boolean mapPublicIpOnLaunch) {}
