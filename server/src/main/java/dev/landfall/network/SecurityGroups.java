package dev.landfall.network;

import dev.landfall.network.SecurityRule.Direction;
import dev.landfall.network.SecurityRule.Peer;
import dev.landfall.store.Document;
import dev.landfall.store.Index;
import dev.landfall.store.Key;
import dev.landfall.store.Kind;
import dev.landfall.store.Reader;
import dev.landfall.store.RecordCodec;
import dev.landfall.store.Scan;
import dev.landfall.store.Transaction;
import dev.landfall.wire.Realm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The security groups of every realm. The default one exists without being written, and is written once someone changes
 * its rules.
 */
public final class SecurityGroups {
    private static final Index<SecurityGroup> BY_NAME = new Index<>(
            "name", (key, group) -> List.of(Key.of(key.segment(0), key.segment(1), group.vpcId(), group.name())));

    public static final Kind<SecurityGroup> KIND =
            Kind.of("network.security-group", RecordCodec.of(SecurityGroup.class), BY_NAME);

    private final NetworkSettings settings;
    private final RandomGenerator random;

    public SecurityGroups(NetworkSettings settings, RandomGenerator random) {
        this.settings = settings;
        this.random = random;
    }

    /** An id that no group has had. */
    public String newGroupId() {
        return ResourceId.random("sg", random);
    }

    /** An id that no rule has had. */
    public String newRuleId() {
        return ResourceId.random("sgr", random);
    }

    public Optional<SecurityGroup> find(Reader reader, Realm realm, String groupId) {
        var written = reader.get(KIND, key(realm, groupId));
        return written.isPresent()
                ? written
                : Optional.of(initial(realm)).filter(group -> group.id().equals(groupId));
    }

    public Optional<SecurityGroup> findByName(Reader reader, Realm realm, String vpcId, String name) {
        if (name.equals(SecurityGroup.DEFAULT_NAME)) {
            return find(reader, realm, initial(realm).id())
                    .filter(group -> group.vpcId().equals(vpcId));
        }
        var prefix = Key.of(realm.account(), realm.region(), vpcId, name);
        return reader.list(KIND, BY_NAME, Scan.under(prefix).limit(1)).stream()
                .map(Document::value)
                .findFirst();
    }

    /** All of a realm, in the order of their ids. */
    public List<SecurityGroup> list(Reader reader, Realm realm) {
        var groups = new ArrayList<SecurityGroup>();
        for (var written : reader.list(KIND, Scan.under(realm.account(), realm.region()))) {
            groups.add(written.value());
        }
        if (groups.stream().noneMatch(SecurityGroup::isDefault)) {
            groups.add(initial(realm));
        }
        groups.sort((a, b) -> a.id().compareTo(b.id()));
        return groups;
    }

    /** How many were made, without reading them. */
    public long count(Reader reader, Realm realm) {
        return reader.count(KIND, BY_NAME, Key.of(realm.account(), realm.region()));
    }

    public void put(Transaction tx, Realm realm, SecurityGroup group) {
        tx.put(KIND, key(realm, group.id()), group);
    }

    public void delete(Transaction tx, Realm realm, String groupId) {
        find(tx, realm, groupId)
                .ifPresent(group -> group.rules().forEach(rule -> ResourceTags.delete(tx, realm, rule.id())));
        ResourceTags.delete(tx, realm, groupId);
        tx.delete(KIND, key(realm, groupId));
    }

    /**
     * The default group as AWS makes it: its members reach each other, and everyone outside. Where public addresses are
     * loopback ones it has one rule more: this machine, which alone could use them, reaches its members. Like any rule
     * it can be revoked.
     */
    private SecurityGroup initial(Realm realm) {
        var vpc = DefaultNetwork.of(realm, settings.vpcBlock()).vpc();
        var among = new SecurityRule(
                ResourceId.derived("sgr", realm, vpc.defaultGroupId() + "/ingress"),
                Direction.INGRESS,
                "-1",
                -1,
                -1,
                new Peer.Group(realm.account(), vpc.defaultGroupId()),
                Optional.empty());
        var outward = everywhere(ResourceId.derived("sgr", realm, vpc.defaultGroupId() + "/egress"));
        return new SecurityGroup(
                vpc.defaultGroupId(),
                SecurityGroup.DEFAULT_NAME,
                "default VPC security group",
                vpc.id(),
                settings.publicPool().base().isLoopback()
                        ? List.of(among, thisMachine(realm, vpc), outward)
                        : List.of(among, outward));
    }

    private static SecurityRule thisMachine(Realm realm, Vpc vpc) {
        return new SecurityRule(
                ResourceId.derived("sgr", realm, vpc.defaultGroupId() + "/ingress/loopback"),
                Direction.INGRESS,
                "-1",
                -1,
                -1,
                new Peer.Ipv4Range("127.0.0.0/8"),
                Optional.of("this machine (a rule of Landfall, not of AWS)"));
    }

    /** The rule that every new group has: all traffic out. */
    public static SecurityRule everywhere(String ruleId) {
        return new SecurityRule(
                ruleId, Direction.EGRESS, "-1", -1, -1, new Peer.Ipv4Range("0.0.0.0/0"), Optional.empty());
    }

    static Key key(Realm realm, String groupId) {
        return Key.of(realm.account(), realm.region(), groupId);
    }
}
