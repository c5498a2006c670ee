package dev.landfall.network;

import dev.landfall.network.NetworkFault.Reason;
import dev.landfall.network.NetworkInterface.PublicAddress;
import dev.landfall.store.Document;
import dev.landfall.store.Index;
import dev.landfall.store.Key;
import dev.landfall.store.Kind;
import dev.landfall.store.Reader;
import dev.landfall.store.RecordCodec;
import dev.landfall.store.Scan;
import dev.landfall.store.Transaction;
import dev.landfall.wire.Realm;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Makes and ends network interfaces, as documents: who has which address. What makes an address answer is the engine,
 * and {@link PublicAddresses}.
 */
public final class Interfaces {
    /** AWS's quota of security groups for an interface. */
    public static final int MAX_GROUPS = 5;

    private static final Index<NetworkInterface> WITH_PUBLIC_ADDRESS = new Index<>(
            "public-address",
            (key, eni) -> eni
                    .publicAddress()
                    .map(associated -> Key.of(associated.address().sortable()))
                    .stream()
                    .toList());

    private static final Index<NetworkInterface> BY_GROUP = new Index<>(
            "group",
            (key, eni) -> eni.groupIds().stream()
                    .map(group -> Key.of(key.segment(0), key.segment(1), group))
                    .toList());

    public static final Kind<NetworkInterface> KIND =
            Kind.of("network.interface", RecordCodec.of(NetworkInterface.class), WITH_PUBLIC_ADDRESS, BY_GROUP);

    private final NetworkSettings settings;
    private final SecurityGroups groups;
    private final RandomGenerator random;

    public Interfaces(NetworkSettings settings, RandomGenerator random) {
        this.settings = settings;
        this.groups = new SecurityGroups(settings, random);
        this.random = random;
    }

    /**
     * What an interface should be.
     *
     * @param groupIds none means the VPC's default group
     * @param owner whom it is for, such as a task's ARN
     */
    public record Request(
            String subnetId, List<String> groupIds, boolean assignPublicIp, String owner, String description) {
        public Request {
            groupIds = List.copyOf(groupIds);
        }
    }

    /** What a realm has from its first moment. */
    public DefaultNetwork network(Realm realm) {
        return DefaultNetwork.of(realm, settings.vpcBlock());
    }

    /** Whether interfaces could be made so, without making one. @throws NetworkFault when not */
    public void check(Reader reader, Realm realm, List<String> subnetIds, List<String> groupIds) {
        for (var subnetId : subnetIds) {
            groupIds(reader, realm, subnet(realm, subnetId), groupIds);
        }
    }

    /**
     * Makes an interface with a private address, one that was set aside where there is one, and when asked a public one.
     *
     * @throws NetworkFault when there is no such subnet or group, or no free address
     */
    public NetworkInterface allocate(Transaction tx, Realm realm, Request request, Instant now) {
        var subnet = subnet(realm, request.subnetId());
        var members = groupIds(tx, realm, subnet, request.groupIds());
        var address = PreparedAddresses.take(tx, subnet.id())
                .or(() -> AddressPool.ofSubnet(subnet.cidr()).take(tx))
                .orElseThrow(() -> new NetworkFault(new Reason.NoFreeAddress(subnet.id())));
        var eni = new NetworkInterface(
                ResourceId.random("eni", random),
                ResourceId.random("eni-attach", random),
                subnet.vpcId(),
                subnet.id(),
                subnet.zone(),
                address,
                NetworkInterface.macAddress(address),
                members,
                request.assignPublicIp() ? Optional.of(publicAddress(tx)) : Optional.empty(),
                request.owner(),
                request.description(),
                now);
        tx.put(KIND, key(realm, eni.id()), eni);
        return eni;
    }

    /** Ends an interface; its addresses rest before they serve again. False when there is none, which does no harm. */
    public boolean release(Transaction tx, Realm realm, String interfaceId) {
        var eni = find(tx, realm, interfaceId);
        eni.ifPresent(ended -> {
            tx.delete(KIND, key(realm, ended.id()));
            ResourceTags.delete(tx, realm, ended.id());
            network(realm)
                    .subnet(ended.subnetId())
                    .ifPresent(subnet -> AddressPool.ofSubnet(subnet.cidr()).giveBack(tx, ended.privateAddress()));
            ended.publicAddress()
                    .ifPresent(associated ->
                            AddressPool.ofPublic(associated.pool()).giveBack(tx, associated.address()));
        });
        return eni.isPresent();
    }

    public Optional<NetworkInterface> find(Reader reader, Realm realm, String interfaceId) {
        return reader.get(KIND, key(realm, interfaceId));
    }

    /** All of a realm, in the order of their ids. */
    public List<NetworkInterface> list(Reader reader, Realm realm) {
        return reader.list(KIND, Scan.under(realm.account(), realm.region())).stream()
                .map(Document::value)
                .toList();
    }

    public boolean anyIn(Reader reader, Realm realm, String groupId) {
        return reader.count(KIND, BY_GROUP, Key.of(realm.account(), realm.region(), groupId)) > 0;
    }

    /** The public addresses that should answer now, of all realms, and the private address behind each. */
    public Map<Ipv4, Ipv4> publicAddresses(Reader reader) {
        var wanted = new TreeMap<Ipv4, Ipv4>();
        for (var eni : reader.list(KIND, WITH_PUBLIC_ADDRESS, Scan.under(Key.ROOT))) {
            eni.value()
                    .publicAddress()
                    .ifPresent(associated ->
                            wanted.put(associated.address(), eni.value().privateAddress()));
        }
        return wanted;
    }

    /**
     * Sets so many addresses of a subnet aside, or as many as it has, and lets go of more. @throws NetworkFault when there
     * is no such subnet
     */
    public void reserve(Transaction tx, Realm realm, String subnetId, int wanted) {
        PreparedAddresses.level(tx, subnet(realm, subnetId), wanted);
    }

    /** Lets go of all that are set aside in other subnets, such as those that a process before had use for. */
    public void reserveOnly(Transaction tx, Set<String> subnetIds) {
        PreparedAddresses.keepOnly(tx, subnetIds);
    }

    /** All that are set aside, in every realm; not those of a block that the operator gave up. */
    public List<PreparedAddress> prepared(Reader reader) {
        return PreparedAddresses.all(reader).stream()
                .filter(prepared -> settings.vpcBlock().contains(prepared.address()))
                .toList();
    }

    /** How many interfaces a subnet has room for. */
    public long freeAddresses(Reader reader, Subnet subnet) {
        var setAside = PreparedAddresses.of(reader, subnet.id()).size();
        return AddressPool.ofSubnet(subnet.cidr()).free(reader) + setAside;
    }

    private Subnet subnet(Realm realm, String subnetId) {
        return network(realm).subnet(subnetId).orElseThrow(() -> new NetworkFault(new Reason.SubnetNotFound(subnetId)));
    }

    private List<String> groupIds(Reader reader, Realm realm, Subnet subnet, List<String> asked) {
        if (asked.isEmpty()) {
            return List.of(network(realm).vpc().defaultGroupId());
        }
        if (asked.size() > MAX_GROUPS) {
            throw new NetworkFault(new Reason.TooManyGroups(MAX_GROUPS));
        }
        for (var groupId : asked) {
            var group = groups.find(reader, realm, groupId)
                    .orElseThrow(() -> new NetworkFault(new Reason.GroupNotFound(groupId)));
            if (!group.vpcId().equals(subnet.vpcId())) {
                throw new NetworkFault(new Reason.GroupInOtherVpc(groupId, subnet.id()));
            }
        }
        return asked.stream().distinct().toList();
    }

    private PublicAddress publicAddress(Transaction tx) {
        var pool = settings.publicPool();
        return AddressPool.ofPublic(pool)
                .take(tx)
                .map(address -> new PublicAddress(address, pool))
                .orElseThrow(() -> new NetworkFault(new Reason.PublicPoolExhausted(pool.toString())));
    }

    static Key key(Realm realm, String interfaceId) {
        return Key.of(realm.account(), realm.region(), interfaceId);
    }
}
