package dev.landfall.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.contract.ec2.Ec2Service;
import dev.landfall.wire.Operations;
import org.junit.jupiter.api.Test;

class Ec2Test {
    @Test
    void isMadeOfOperationsThatTheModelHas() {
        try (var ec2 = new Ec2Fixture()) {
            var service = Operations.bind(
                    Ec2Service.MODEL,
                    Ec2.operations(ec2.store, ec2.interfaces, ec2.groups, ec2.tokens)
                            .toArray());
            assertThat(service.implemented())
                    .contains("DescribeNetworkInterfaces", "DescribeSubnets", "CreateSecurityGroup", "DescribeRegions")
                    .doesNotContain("CreateVpc", "RunInstances");
        }
    }
}
