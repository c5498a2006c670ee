package dev.landfall.network.nftables;

import static dev.landfall.network.SecurityGroupsOfTests.VPC;
import static dev.landfall.network.SecurityGroupsOfTests.allOut;
import static dev.landfall.network.SecurityGroupsOfTests.cidr;
import static dev.landfall.network.SecurityGroupsOfTests.group;
import static dev.landfall.network.SecurityGroupsOfTests.in;
import static dev.landfall.network.SecurityGroupsOfTests.members;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.network.Cidr;
import dev.landfall.network.Ipv4;
import dev.landfall.network.PacketFilter.Member;
import dev.landfall.network.PacketFilter.Wanted;
import dev.landfall.network.SecurityGroup;
import dev.landfall.network.SecurityRule;
import dev.landfall.network.SecurityRule.Peer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilterPlannerTest {
    private static final Cidr BLOCK = Cidr.parse("172.31.0.0/16");

    @Test
    void asksNothingOfTheKernelWhereNothingChanged() {
        var table = FilterTable.of(crowd(50, web()), BLOCK);
        assertThat(FilterPlanner.plan(table, FilterTable.of(crowd(50, web()), BLOCK)))
                .isEmpty();
    }

    @Test
    void addsATaskAsAFewElementsHoweverManyThereAre() {
        var before = FilterTable.of(crowd(1_000, web()), BLOCK);
        var after = FilterTable.of(crowd(1_001, web()), BLOCK);
        var newcomer = Set.of(BLOCK.at(1_010));
        assertThat(FilterPlanner.plan(before, after))
                .containsExactly(
                        new FilterStep.Include("sg-web", newcomer),
                        new FilterStep.Include(VPC, newcomer),
                        new FilterStep.Admit("sg-web", newcomer));
    }

    @Test
    void changesARuleByOneChainHoweverManyMembersThereAre() {
        var before = FilterTable.of(crowd(1_000, web()), BLOCK);
        var after = FilterTable.of(crowd(1_000, group("sg-web", allOut())), BLOCK);
        assertThat(FilterPlanner.plan(before, after))
                .containsExactly(
                        new FilterStep.Flush("in.sg-web"),
                        new FilterStep.Append("in.sg-web", after.chains().get("in.sg-web")));
    }

    @Test
    void forgetsAGroupWithItsLastMember() {
        var after = FilterTable.of(crowd(0, web()), BLOCK);
        assertThat(after).isEqualTo(FilterTable.EMPTY);
    }

    @Test
    void keepsTheMembersOfAGroupThatARuleNames() {
        var front = group("sg-front", in("tcp", 80, 80, members("sg-far")));
        var table = FilterTable.of(
                new Wanted(Map.of(BLOCK.at(9), new Member(VPC, List.of("sg-front"))), Map.of("sg-front", front)),
                BLOCK);
        assertThat(table.sets()).containsEntry("sg-far", Set.of());
    }

    /** Whatever was and whatever comes: the kernel takes every step, and ends where it should. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void leadsFromAnyTableToAnyOther(long seed) {
        var random = new Random(seed);
        var kernel = new Kernel();
        var told = FilterTable.EMPTY;
        for (var round = 0; round < 200; round++) {
            var wanted = FilterTable.of(wanted(random), BLOCK);
            FilterPlanner.plan(told, wanted).forEach(kernel::take);
            told = wanted;
            assertThat(kernel.sets).isEqualTo(wanted.sets());
            assertThat(kernel.chains).isEqualTo(wanted.chains());
            assertThat(kernel.profiles).isEqualTo(wanted.profiles());
        }
    }

    private static SecurityGroup web() {
        return group("sg-web", allOut(), in("tcp", 80, 80, cidr("0.0.0.0/0")));
    }

    private static Wanted crowd(int size, SecurityGroup group) {
        var members = new HashMap<Ipv4, Member>();
        IntStream.range(0, size).forEach(n -> members.put(BLOCK.at(10 + n), new Member(VPC, List.of(group.id()))));
        return new Wanted(members, Map.of(group.id(), group));
    }

    private static Wanted wanted(Random random) {
        var groups = new HashMap<String, SecurityGroup>();
        for (var n = 0; n < 5; n++) {
            var rules = new ArrayList<SecurityRule>();
            for (var rule = random.nextInt(3); rule > 0; rule--) {
                Peer peer = random.nextBoolean() ? members("sg-" + random.nextInt(7)) : cidr("10.0.0.0/8");
                rules.add(in("tcp", 1 + random.nextInt(3), 80, peer));
            }
            groups.put("sg-" + n, group("sg-" + n, rules.toArray(SecurityRule[]::new)));
        }
        var members = new HashMap<Ipv4, Member>();
        for (var n = random.nextInt(8); n > 0; n--) {
            var ids = new HashSet<String>();
            for (var more = 1 + random.nextInt(3); more > 0; more--) {
                ids.add("sg-" + random.nextInt(5));
            }
            members.put(BLOCK.at(4 + random.nextInt(10)), new Member(VPC, List.copyOf(ids)));
        }
        return new Wanted(members, groups);
    }

    /** As particular about names as the real one. */
    private static final class Kernel {
        private static final Pattern SET = Pattern.compile("@(\\S+)");
        private static final Pattern JUMP = Pattern.compile("jump (\\S+)");

        final Map<String, Set<Ipv4>> sets = new TreeMap<>();
        final Map<String, List<String>> chains = new TreeMap<>();
        final Map<Ipv4, String> profiles = new TreeMap<>();

        void take(FilterStep step) {
            switch (step) {
                case FilterStep.AddSet s ->
                    assertThat(sets.put(s.set(), new TreeSet<>())).isNull();
                case FilterStep.RemoveSet s -> {
                    assertThat(mentions(SET)).doesNotContain(s.set());
                    assertThat(sets.remove(s.set())).isNotNull();
                }
                case FilterStep.Include s ->
                    assertThat(sets.get(s.set()).addAll(s.addresses())).isTrue();
                case FilterStep.Exclude s ->
                    assertThat(sets.get(s.set()).removeAll(s.addresses())).isTrue();
                case FilterStep.AddChain s ->
                    assertThat(chains.put(s.chain(), List.of())).isNull();
                case FilterStep.RemoveChain s -> {
                    assertThat(mentions(JUMP)).doesNotContain(s.chain());
                    assertThat(profiles.values())
                            .doesNotContain(s.chain().substring(s.chain().indexOf('.') + 1));
                    assertThat(chains.remove(s.chain())).isEmpty();
                }
                case FilterStep.Flush s ->
                    assertThat(chains.put(s.chain(), List.of())).isNotNull();
                case FilterStep.Append s -> {
                    assertThat(chains.put(s.chain(), s.lines())).isEmpty();
                    assertThat(sets.keySet()).containsAll(mentions(SET));
                    assertThat(chains.keySet()).containsAll(mentions(JUMP));
                }
                case FilterStep.Admit s -> {
                    assertThat(chains).containsKeys("in." + s.profile(), "out." + s.profile());
                    s.addresses()
                            .forEach(one ->
                                    assertThat(profiles.put(one, s.profile())).isNull());
                }
                case FilterStep.Dismiss s ->
                    s.addresses()
                            .forEach(one -> assertThat(profiles.remove(one)).isNotNull());
            }
        }

        private Set<String> mentions(Pattern pattern) {
            var names = new HashSet<String>();
            for (var lines : chains.values()) {
                for (var line : lines) {
                    pattern.matcher(line).results().forEach(found -> names.add(found.group(1)));
                }
            }
            return names;
        }
    }
}
