package dev.landfall.network.nftables;

import dev.landfall.network.Cidr;
import dev.landfall.network.Ipv4;
import dev.landfall.network.PacketFilter.Member;
import dev.landfall.network.PacketFilter.Wanted;
import dev.landfall.network.SecurityGroup;
import dev.landfall.network.SecurityRule.Direction;
import dev.landfall.network.SecurityRule.Peer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The part of the kernel's table that changes. A task more is an element more in a few sets and two maps, and another rule
 * is another text of one chain: neither costs more where many tasks are.
 *
 * @param sets addresses by name: the members of each group and of each VPC
 * @param chains lines by name: what each group lets in and out, and combinations of groups, whose lines lead to those
 * @param profiles the groups of each member, as chains are named after them
 */
record FilterTable(Map<String, Set<Ipv4>> sets, Map<String, List<String>> chains, Map<Ipv4, String> profiles) {
    static final FilterTable EMPTY = new FilterTable(Map.of(), Map.of(), Map.of());

    static final String IN = "in.";
    static final String OUT = "out.";
    private static final String AND = ".";

    /** @param block all addresses of the network, of which the host has the first */
    static FilterTable of(Wanted wanted, Cidr block) {
        var table = new FilterTable(new HashMap<>(), new HashMap<>(), new HashMap<>());
        wanted.members().forEach((address, member) -> table.admit(address, member, block.at(1)));
        for (var groupId : Set.copyOf(table.sets.keySet())) {
            var group = wanted.groups().get(groupId);
            if (group != null) {
                table.allow(group, block);
            }
        }
        return table;
    }

    private void admit(Ipv4 address, Member member, Ipv4 host) {
        set(member.vpcId()).add(address);
        set(member.vpcId()).add(host);
        for (var groupId : member.groupIds()) {
            set(groupId).add(address);
            chains.putIfAbsent(IN + groupId, List.of());
            chains.putIfAbsent(OUT + groupId, List.of());
        }
        var profile = String.join(AND, member.groupIds());
        if (member.groupIds().size() > 1) {
            chains.computeIfAbsent(IN + profile, name -> each(IN, member));
            chains.computeIfAbsent(OUT + profile, name -> each(OUT, member));
        }
        profiles.put(address, profile);
    }

    private static List<String> each(String prefix, Member member) {
        return member.groupIds().stream().map(id -> "jump " + prefix + id).toList();
    }

    private void allow(SecurityGroup group, Cidr block) {
        var text = new RuleText(block, group.vpcId());
        set(group.vpcId());
        chains.put(IN + group.id(), text.inward(group.rules(Direction.INGRESS)));
        chains.put(OUT + group.id(), text.outward(group.rules(Direction.EGRESS)));
        for (var rule : group.rules()) {
            if (rule.peer() instanceof Peer.Group(var account, var groupId)) {
                set(groupId); // empty until it has members
            }
        }
    }

    private Set<Ipv4> set(String name) {
        return sets.computeIfAbsent(name, unused -> new HashSet<>());
    }
}
