package dev.landfall.wire;

import dev.landfall.contract.Fault;
import dev.landfall.contract.ec2.DescribeVpcsRequest;
import dev.landfall.contract.ec2.DescribeVpcsResponse;
import dev.landfall.contract.ec2.Vpc;

/** What EC2's protocol is tried with. */
public final class TinyEc2 {
    public DescribeVpcsResponse describeVpcs(DescribeVpcsRequest in, Call call) {
        if (in.vpcIdsOrEmpty().contains("vpc-gone")) {
            throw Fault.unlisted("InvalidVpcID.NotFound", 400, "The vpc ID 'vpc-gone' does not exist");
        }
        return DescribeVpcsResponse.builder()
                .vpcs(in.vpcIdsOrEmpty().stream()
                        .map(id -> Vpc.builder()
                                .vpcId(id)
                                .ownerId(call.realm().account())
                                .isDefault(true)
                                .build())
                        .toList())
                .build();
    }
}
