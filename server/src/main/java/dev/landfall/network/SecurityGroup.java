package dev.landfall.network;

import dev.landfall.network.SecurityRule.Direction;
import java.util.List;

/** A named set of rules that network interfaces are members of. */
public record SecurityGroup(String id, String name, String description, String vpcId, List<SecurityRule> rules) {
    public static final String DEFAULT_NAME = "default";

    public SecurityGroup {
        rules = List.copyOf(rules);
    }

    public boolean isDefault() {
        return name.equals(DEFAULT_NAME);
    }

    public List<SecurityRule> rules(Direction direction) {
        return rules.stream().filter(rule -> rule.direction() == direction).toList();
    }

    public SecurityGroup withRules(List<SecurityRule> others) {
        return new SecurityGroup(id, name, description, vpcId, others);
    }
}
