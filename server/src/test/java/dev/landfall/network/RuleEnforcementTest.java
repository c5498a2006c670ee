package dev.landfall.network;

import static dev.landfall.network.SecurityGroupsOfTests.allOut;
import static dev.landfall.network.SecurityGroupsOfTests.cidr;
import static dev.landfall.network.SecurityGroupsOfTests.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.loop.simulated.SimulatedScheduler;
import dev.landfall.network.PacketFilter.Failure;
import dev.landfall.network.PacketFilter.Member;
import dev.landfall.network.PacketFilter.Wanted;
import dev.landfall.store.memory.MemoryStore;
import dev.landfall.wire.Realm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RuleEnforcementTest {
    private static final Realm REALM = new Realm("000000000000", "us-east-1");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final NetworkSettings SETTINGS =
            new NetworkSettings(Cidr.parse("172.31.0.0/24"), Cidr.parse("127.64.0.0/29"));

    private final MemoryStore store = new MemoryStore();
    private final Random random = new Random(7);
    private final SimulatedScheduler scheduler = new SimulatedScheduler(NOW, random);
    private final Interfaces interfaces = new Interfaces(SETTINGS, random);
    private final SecurityGroups groups = new SecurityGroups(SETTINGS, random);
    private final Kernel kernel = new Kernel();
    private final RuleEnforcement enforcement = new RuleEnforcement(store, groups, kernel, scheduler, random);

    @BeforeEach
    void start() {
        enforcement.start();
        scheduler.runUntil(() -> false, Duration.ofSeconds(1));
    }

    @AfterEach
    void close() {
        enforcement.close();
        store.close();
    }

    @Test
    void enforcesAnInterfaceAsSoonAsItIsCommitted() {
        var eni = allocate("sg-0a");
        scheduler.runUntil(() -> false, Duration.ofMillis(1));
        assertThat(kernel.standing.members())
                .isEqualTo(java.util.Map.of(eni.privateAddress(), new Member(eni.vpcId(), List.of("sg-0a"))));
        assertThat(kernel.standing.groups()).containsOnlyKeys("sg-0a");
    }

    @Test
    void standsBeforeAnyoneWhoWaitsGoesOn() {
        var eni = allocate("sg-0a");
        enforcement.await(REALM, eni.id());
        assertThat(kernel.standing.members()).containsKey(eni.privateAddress());
    }

    @Test
    void enforcesAChangedRuleAtOnce() {
        var eni = allocate("sg-0a");
        enforcement.await(REALM, eni.id());
        put("sg-0a", allOut(), in("tcp", 80, 80, cidr("0.0.0.0/0")));
        scheduler.runUntil(() -> false, Duration.ofMillis(1));
        assertThat(kernel.standing.groups().get("sg-0a").rules()).hasSize(2);
    }

    @Test
    void knowsTheDefaultGroupThatNobodyWrote() {
        var eni = store.transact(tx -> interfaces.allocate(tx, REALM, request(List.of()), NOW));
        enforcement.await(REALM, eni.id());
        var id = interfaces.network(REALM).vpc().defaultGroupId();
        assertThat(kernel.standing.groups().get(id).isDefault()).isTrue();
    }

    @Test
    void forgetsAnInterfaceThatEnds() {
        var eni = allocate("sg-0a");
        enforcement.await(REALM, eni.id());
        store.transact(tx -> interfaces.release(tx, REALM, eni.id()));
        scheduler.runUntil(() -> false, Duration.ofMillis(1));
        assertThat(kernel.standing).isEqualTo(Wanted.NOTHING);
    }

    @Test
    void tellsWhoWaitsThatTheKernelRefusedAndTriesAgain() {
        kernel.refuses = true;
        var eni = allocate("sg-0a");
        scheduler.runUntil(() -> false, Duration.ofMillis(1));
        assertThatThrownBy(() -> enforcement.await(REALM, eni.id())).isInstanceOf(Failure.class);
        kernel.refuses = false;
        scheduler.runUntil(() -> false, Duration.ofSeconds(30));
        assertThat(kernel.standing.members()).containsKey(eni.privateAddress());
        enforcement.await(REALM, eni.id());
    }

    @Test
    void carriesCommitsTogetherAndSaysNothingTwice() {
        for (var n = 0; n < 8; n++) {
            allocate("sg-0a");
        }
        kernel.calls = 0;
        scheduler.runUntil(() -> false, Duration.ofMillis(1));
        assertThat(kernel.standing.members()).hasSize(8);
        assertThat(kernel.calls).isOne();
    }

    @Test
    void readiesAnAddressThatIsSetAsideForWhatItsSubnetSawLast() {
        enforcement.await(REALM, allocate("sg-0a").id());
        var subnet = interfaces.network(REALM).subnets().getFirst().id();
        store.transact(tx -> {
            interfaces.reserve(tx, REALM, subnet, 2);
            return true;
        });
        scheduler.runUntil(() -> false, Duration.ofMillis(1));
        assertThat(kernel.standing.members()).hasSize(3);

        kernel.calls = 0;
        kernel.refuses = true; // whoever waits must not need it
        var same = store.transact(tx -> interfaces.allocate(tx, REALM, request(List.of("sg-0a")), NOW));
        enforcement.await(REALM, same.id());
        assertThat(kernel.calls).isZero();

        kernel.refuses = false;
        var other = allocate("sg-0b");
        enforcement.await(REALM, other.id());
        assertThat(kernel.standing.members().get(other.privateAddress()).groupIds())
                .containsExactly("sg-0b");
        assertThat(kernel.standing.members()).hasSize(3);
    }

    @Test
    void beginsWithWhatIsStored() {
        var eni = allocate("sg-0a");
        var kernelOfNext = new Kernel();
        try (var next = new RuleEnforcement(store, groups, kernelOfNext, scheduler, random)) {
            next.start();
            assertThat(kernelOfNext.standing.members()).containsKey(eni.privateAddress());
        }
    }

    private NetworkInterface allocate(String groupId) {
        put(groupId, allOut());
        return store.transact(tx -> interfaces.allocate(tx, REALM, request(List.of(groupId)), NOW));
    }

    private void put(String groupId, SecurityRule... rules) {
        var vpcId = interfaces.network(REALM).vpc().id();
        store.transact(tx -> {
            groups.put(tx, REALM, new SecurityGroup(groupId, groupId, "of a test", vpcId, List.of(rules)));
            return true;
        });
    }

    private Interfaces.Request request(List<String> groupIds) {
        var subnet = interfaces.network(REALM).subnets().getFirst().id();
        return new Interfaces.Request(subnet, groupIds, false, "task", "of a test");
    }

    private static final class Kernel implements PacketFilter {
        Wanted standing = Wanted.NOTHING;
        boolean refuses;
        int calls;

        @Override
        public void enforce(Wanted wanted) {
            calls++;
            if (refuses) {
                throw new Failure("no");
            }
            standing = wanted;
        }

        @Override
        public String describe() {
            return "a test's";
        }

        @Override
        public void close() {}
    }
}
