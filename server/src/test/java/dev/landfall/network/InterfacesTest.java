package dev.landfall.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.network.Interfaces.Request;
import dev.landfall.network.NetworkFault.Reason;
import dev.landfall.store.memory.MemoryStore;
import dev.landfall.wire.Realm;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InterfacesTest {
    private static final Realm REALM = new Realm("000000000000", "us-east-1");
    private static final Realm OTHER = new Realm("111111111111", "eu-west-1");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Cidr SMALL_VPC = Cidr.parse("172.31.0.0/24"); // subnets of 16: 11 addresses each
    private static final Cidr SMALL_POOL = Cidr.parse("127.64.0.0/29"); // 6 addresses

    private final MemoryStore store = new MemoryStore();
    private final Interfaces interfaces = of(new NetworkSettings(SMALL_VPC, SMALL_POOL));
    private final String subnet = subnet(REALM, 0);

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void givesTheAddressesInOrderWithoutThoseThatAwsReserves() {
        var given = allocateAll(REALM, subnet);
        assertThat(given).hasSize(11);
        assertThat(given.getFirst().privateAddress()).isEqualTo(Ipv4.parse("172.31.0.4"));
        assertThat(given.getLast().privateAddress()).isEqualTo(Ipv4.parse("172.31.0.14"));
        assertReason(() -> allocate(REALM, subnet, false), new Reason.NoFreeAddress(subnet));
    }

    @Test
    void describesTheInterfaceAsTheEngineWillMakeIt() {
        var eni = allocate(REALM, subnet, false);
        assertThat(eni.macAddress()).isEqualTo("02:42:ac:1f:00:04");
        assertThat(eni.privateDnsName()).isEqualTo("ip-172-31-0-4.ec2.internal");
        assertThat(allocate(OTHER, subnet(OTHER, 1), false).privateDnsName())
                .isEqualTo("ip-172-31-0-20.eu-west-1.compute.internal");
        assertThat(eni.id()).matches("eni-0[0-9a-f]{16}");
        assertThat(eni.groupIds())
                .containsExactly(interfaces.network(REALM).vpc().defaultGroupId());
        assertThat(eni.publicAddress()).isEmpty();
    }

    @Test
    void givesAnAddressOnceHoweverManyRealmsShareTheBlock() {
        var given = new ArrayList<>(allocateAll(REALM, subnet));
        assertReason(() -> allocate(OTHER, subnet(OTHER, 0), false), new Reason.NoFreeAddress(subnet(OTHER, 0)));
        release(REALM, given.getFirst());
        assertThat(allocate(OTHER, subnet(OTHER, 0), false).privateAddress())
                .isEqualTo(given.getFirst().privateAddress());
    }

    @Test
    void reusesTheLongestRestedAddressAndOnlyWhenNoneIsFresh() {
        var first = allocate(REALM, subnet, true);
        var second = allocate(REALM, subnet, true);
        release(REALM, second);
        release(REALM, first);
        var later = allocateAll(REALM, subnet);
        assertThat(later.getFirst().privateAddress()).isEqualTo(Ipv4.parse("172.31.0.6"));
        assertThat(later.subList(later.size() - 2, later.size()))
                .extracting(NetworkInterface::privateAddress)
                .containsExactly(second.privateAddress(), first.privateAddress());
    }

    @Test
    void givesPublicAddressesWhileThereAreAny() {
        var given = new ArrayList<NetworkInterface>();
        for (var i = 0; i < 6; i++) {
            given.add(allocate(REALM, subnet, true));
        }
        assertThat(given.getFirst().publicAddress().orElseThrow().address()).isEqualTo(Ipv4.parse("127.64.0.1"));
        assertReason(() -> allocate(REALM, subnet, true), new Reason.PublicPoolExhausted("127.64.0.0/29"));

        release(REALM, given.get(3));
        assertThat(allocate(REALM, subnet, true).publicAddress())
                .isEqualTo(given.get(3).publicAddress());
    }

    @Test
    void takesNothingWhenItFails() {
        for (var i = 0; i < 6; i++) {
            allocate(REALM, subnet, true);
        }
        var free = free(subnet);
        assertReason(() -> allocate(REALM, subnet, true), new Reason.PublicPoolExhausted("127.64.0.0/29"));
        assertThat(free(subnet)).isEqualTo(free);
    }

    @Test
    void tellsWhichPublicAddressesShouldAnswer() {
        var mine = allocate(REALM, subnet, true);
        var theirs = allocate(OTHER, subnet(OTHER, 0), true);
        allocate(REALM, subnet, false);
        assertThat(store.<Map<Ipv4, Ipv4>>read(interfaces::publicAddresses))
                .isEqualTo(Map.of(
                        mine.publicAddress().orElseThrow().address(), mine.privateAddress(),
                        theirs.publicAddress().orElseThrow().address(), theirs.privateAddress()));
        release(REALM, mine);
        assertThat(store.<Map<Ipv4, Ipv4>>read(interfaces::publicAddresses)).hasSize(1);
    }

    @Test
    void takesWhatWasSetAside() {
        store.transact(tx -> {
            interfaces.reserve(tx, REALM, subnet, 2);
            return true;
        });
        var prepared = store.<List<PreparedAddress>>read(interfaces::prepared);
        assertThat(prepared).hasSize(2);
        assertThat(free(subnet)).isEqualTo(11);

        assertThat(allocate(OTHER, subnet(OTHER, 0), false).privateAddress())
                .isNotIn(prepared.get(0).address(), prepared.get(1).address());
        var eni = allocate(REALM, subnet, false);
        assertThat(eni.privateAddress()).isEqualTo(prepared.getFirst().address());
        assertThat(eni.privateDnsName()).isEqualTo(prepared.getFirst().hostname());
        assertThat(store.<List<PreparedAddress>>read(interfaces::prepared)).containsExactly(prepared.getLast());
    }

    @Test
    void setsNoMoreAsideThanThereIsAndLetsGoOfTheSurplus() {
        store.transact(tx -> {
            interfaces.reserve(tx, REALM, subnet, 100);
            return true;
        });
        assertThat(store.<List<PreparedAddress>>read(interfaces::prepared)).hasSize(11);
        store.transact(tx -> {
            interfaces.reserve(tx, REALM, subnet, 1);
            return true;
        });
        assertThat(store.<List<PreparedAddress>>read(interfaces::prepared)).hasSize(1);
        assertThat(allocateAll(REALM, subnet)).hasSize(11);
    }

    @Test
    void letsGoOfWhatWasSetAsideInOtherSubnets() {
        var other = subnet(REALM, 1);
        store.transact(tx -> {
            interfaces.reserve(tx, REALM, subnet, 2);
            interfaces.reserve(tx, REALM, other, 2);
            interfaces.reserveOnly(tx, Set.of(subnet));
            return true;
        });
        assertThat(store.<List<PreparedAddress>>read(interfaces::prepared))
                .hasSize(2)
                .allMatch(prepared -> prepared.subnetId().equals(subnet));
        assertThat(allocateAll(REALM, other)).hasSize(11);
    }

    @Test
    void namesWhatDoesNotExist() {
        assertReason(() -> allocate(REALM, "subnet-0", false), new Reason.SubnetNotFound("subnet-0"));
        assertReason(() -> allocate(OTHER, subnet, false), new Reason.SubnetNotFound(subnet));
        assertReason(() -> allocate(REALM, subnet, List.of("sg-0")), new Reason.GroupNotFound("sg-0"));
        var six = List.of("a", "b", "c", "d", "e", "f");
        assertReason(() -> allocate(REALM, subnet, six), new Reason.TooManyGroups(5));
    }

    @Test
    void releasingTwiceGivesTheAddressBackOnce() {
        var eni = allocate(REALM, subnet, true);
        assertThat(release(REALM, eni)).isTrue();
        assertThat(release(REALM, eni)).isFalse();
        assertThat(free(subnet)).isEqualTo(11);
    }

    @Test
    void keepsAddressesUniqueAndLosesNoneThroughALongLife() {
        for (var seed = 0; seed < 20; seed++) {
            live(new Random(seed));
        }
    }

    private void live(Random random) {
        var alive = new ArrayDeque<NetworkInterface>();
        for (var step = 0; step < 300; step++) {
            switch (random.nextInt(5)) {
                case 0, 1 -> tryAllocate(random.nextBoolean() ? REALM : OTHER, random, alive);
                case 2, 3 -> {
                    if (!alive.isEmpty()) {
                        var ended = alive.remove();
                        release(ended.zone().region().equals(REALM.region()) ? REALM : OTHER, ended);
                    }
                }
                default -> {
                    var wanted = random.nextInt(4);
                    store.transact(tx -> {
                        interfaces.reserve(tx, REALM, subnet, wanted);
                        return true;
                    });
                }
            }
            assertUnique(alive);
        }
        for (var eni : alive) {
            release(eni.zone().region().equals(REALM.region()) ? REALM : OTHER, eni);
        }
        assertThat(free(subnet)).isEqualTo(11);
    }

    private void tryAllocate(Realm realm, Random random, Collection<NetworkInterface> alive) {
        try {
            alive.add(allocate(realm, subnet(realm, 0), random.nextBoolean()));
        } catch (NetworkFault full) {
            assertThat(full.reason()).isInstanceOfAny(Reason.NoFreeAddress.class, Reason.PublicPoolExhausted.class);
        }
    }

    private void assertUnique(Collection<NetworkInterface> alive) {
        var seen = new HashSet<Ipv4>();
        for (var eni : alive) {
            assertThat(seen.add(eni.privateAddress())).isTrue();
            eni.publicAddress()
                    .ifPresent(associated ->
                            assertThat(seen.add(associated.address())).isTrue());
        }
        for (var prepared : store.<List<PreparedAddress>>read(interfaces::prepared)) {
            assertThat(seen.add(prepared.address())).isTrue();
        }
    }

    private static Interfaces of(NetworkSettings settings) {
        return new Interfaces(settings, new Random(7));
    }

    private String subnet(Realm realm, int index) {
        return interfaces.network(realm).subnets().get(index).id();
    }

    private static Request request(String subnetId, boolean publicly, List<String> groups) {
        return new Request(subnetId, groups, publicly, "arn:aws:ecs:task", "arn:aws:ecs:attachment");
    }

    private NetworkInterface allocate(Realm realm, String subnetId, boolean publicly) {
        return store.transact(tx -> interfaces.allocate(tx, realm, request(subnetId, publicly, List.of()), NOW));
    }

    private NetworkInterface allocate(Realm realm, String subnetId, List<String> groups) {
        return store.transact(tx -> interfaces.allocate(tx, realm, request(subnetId, false, groups), NOW));
    }

    private List<NetworkInterface> allocateAll(Realm realm, String subnetId) {
        var all = new ArrayList<NetworkInterface>();
        while (free(subnetId) > 0) {
            all.add(allocate(realm, subnetId, false));
        }
        return all;
    }

    private boolean release(Realm realm, NetworkInterface eni) {
        Function<dev.landfall.store.Transaction, Boolean> work = tx -> interfaces.release(tx, realm, eni.id());
        return store.transact(work);
    }

    private long free(String subnetId) {
        var found = interfaces.network(REALM).subnet(subnetId).orElseThrow();
        return store.<Long>read(reader -> interfaces.freeAddresses(reader, found));
    }

    private static void assertReason(Runnable act, Reason reason) {
        assertThatThrownBy(act::run)
                .isInstanceOfSatisfying(
                        NetworkFault.class, fault -> assertThat(fault.reason()).isEqualTo(reason));
    }
}
