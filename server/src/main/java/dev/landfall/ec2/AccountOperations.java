package dev.landfall.ec2;

import dev.landfall.contract.ec2.AccountAttribute;
import dev.landfall.contract.ec2.AccountAttributeName;
import dev.landfall.contract.ec2.AccountAttributeValue;
import dev.landfall.contract.ec2.DescribeAccountAttributesRequest;
import dev.landfall.contract.ec2.DescribeAccountAttributesResponse;
import dev.landfall.network.Interfaces;
import dev.landfall.wire.Call;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What an account has by its nature. */
public final class AccountOperations {
    private static final String VPC_PLATFORM = "VPC";

    private final Interfaces interfaces;

    public AccountOperations(Interfaces interfaces) {
        this.interfaces = interfaces;
    }

    public DescribeAccountAttributesResponse describeAccountAttributes(DescribeAccountAttributesRequest in, Call call) {
        var wanted = in.attributeNamesOrEmpty().stream()
                .map(AccountAttributeName::value)
                .toList();
        var attributes = attributes(call).entrySet().stream()
                .filter(attribute -> wanted.isEmpty() || wanted.contains(attribute.getKey()))
                .map(attribute -> shape(attribute.getKey(), attribute.getValue()))
                .toList();
        DryRun.end(in.dryRun());
        return DescribeAccountAttributesResponse.builder()
                .accountAttributes(attributes)
                .build();
    }

    private Map<String, String> attributes(Call call) {
        return new TreeMap<>(Map.of(
                "supported-platforms", VPC_PLATFORM,
                "default-vpc", interfaces.network(call.realm()).vpc().id(),
                "vpc-max-security-groups-per-interface", String.valueOf(Interfaces.MAX_GROUPS)));
    }

    private static AccountAttribute shape(String name, String value) {
        var only = AccountAttributeValue.builder().attributeValue(value).build();
        return AccountAttribute.builder()
                .attributeName(name)
                .attributeValues(List.of(only))
                .build();
    }
}
