package dev.landfall.ec2;

import dev.landfall.contract.ec2.Address;
import dev.landfall.contract.ec2.DescribeAddressesRequest;
import dev.landfall.contract.ec2.DescribeAddressesResponse;
import dev.landfall.wire.Call;
import java.util.List;

/**
 * Elastic addresses. None can be allocated yet; the public addresses of tasks are not elastic ones, on AWS too, and show
 * only on their interfaces.
 */
public final class AddressOperations {
    private static final Filters<Address> FILTERS = new Filters<Address>()
            .absent(
                    "allocation-id",
                    "association-id",
                    "domain",
                    "instance-id",
                    "network-border-group",
                    "network-interface-id",
                    "network-interface-owner-id",
                    "private-ip-address",
                    "public-ip")
            .tagged(Address::tagsOrEmpty);

    public DescribeAddressesResponse describeAddresses(DescribeAddressesRequest in, Call call) {
        in.publicIpsOrEmpty().stream().findFirst().ifPresent(address -> {
            throw Ec2Faults.addressNotFound(address);
        });
        in.allocationIdsOrEmpty().stream().findFirst().ifPresent(id -> {
            throw Ec2Faults.allocationNotFound(id);
        });
        var unused = FILTERS.matching(in.filtersOrEmpty());
        DryRun.end(in.dryRun());
        return DescribeAddressesResponse.builder().addresses(List.of()).build();
    }
}
