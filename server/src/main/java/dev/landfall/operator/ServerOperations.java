package dev.landfall.operator;

import dev.landfall.contract.landfall.DescribeServerRequest;
import dev.landfall.contract.landfall.DescribeServerResponse;
import dev.landfall.network.NetworkSettings;
import dev.landfall.network.PublicAddresses;
import dev.landfall.wire.Call;

/** Tells about the server itself. */
public final class ServerOperations {
    private final NetworkSettings network;
    private final PublicAddresses publicAddresses;

    public ServerOperations(NetworkSettings network, PublicAddresses publicAddresses) {
        this.network = network;
        this.publicAddresses = publicAddresses;
    }

    public DescribeServerResponse describeServer(DescribeServerRequest in, Call call) {
        return DescribeServerResponse.builder()
                .account(call.realm().account())
                .region(call.realm().region())
                .vpcCidrBlock(network.vpcBlock().toString())
                .publicAddressPool(network.publicPool().toString())
                .publicAddresses(publicAddresses.describe())
                .build();
    }
}
