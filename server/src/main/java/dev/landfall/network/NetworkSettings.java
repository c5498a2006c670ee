package dev.landfall.network;

/**
 * What the operator decides about networks.
 *
 * @param vpcBlock the block of every realm's default VPC, and of the one network of the engine that carries them all
 * @param publicPool where public addresses come from
 */
public record NetworkSettings(Cidr vpcBlock, Cidr publicPool) {
    public static final NetworkSettings DEFAULT =
            new NetworkSettings(Cidr.parse("172.31.0.0/16"), Cidr.parse("127.64.0.0/16"));

    private static final int SHORTEST_VPC_PREFIX = 16; // as AWS
    private static final int LONGEST_VPC_PREFIX = 24; // so that a sixteenth of it still has addresses to give

    public NetworkSettings {
        if (vpcBlock.prefix() < SHORTEST_VPC_PREFIX || vpcBlock.prefix() > LONGEST_VPC_PREFIX) {
            throw new IllegalArgumentException("The VPC block is a /16 to /24, not " + vpcBlock);
        }
        if (vpcBlock.overlaps(publicPool)) {
            throw new IllegalArgumentException("The VPC block " + vpcBlock + " overlaps the pool " + publicPool);
        }
    }
}
