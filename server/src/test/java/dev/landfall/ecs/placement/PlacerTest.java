package dev.landfall.ecs.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.ecs.placement.Placer.Rejection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class PlacerTest {
    private final Random random = new Random(11);

    @Test
    void takesOnlyInstancesWithRoom() {
        var small = Candidates.of("small").remaining(128, 8_192).build();
        var large = Candidates.of("large").build();
        assertThat(ids(place(demand(256, 512), List.of(), List.of(), 2, small, large)))
                .containsExactly("large", "large");
    }

    @Test
    void saysOfEveryInstanceWhatItLacks() {
        var placed = place(
                new Demand(
                        "family:web",
                        256,
                        512,
                        Set.of(80),
                        Set.of(),
                        0,
                        Set.of("ecs.capability.task-eni"),
                        Set.of("us-east-1a")),
                List.of(new Constraint.MemberOf(Query.parse("attribute:stack == prod"))),
                List.of(),
                1,
                able("cpu").remaining(255, 512).build(),
                able("memory").remaining(256, 511).build(),
                able("port").remaining(256, 512, 80).build(),
                able("agent").disconnected().build(),
                Candidates.of("attribute").build(),
                able("elsewhere").zone("us-east-1b").build(),
                able("constraint").build());
        assertThat(placed.places()).isEmpty();
        assertThat(placed.rejections())
                .containsExactlyInAnyOrder(
                        new Rejection("arn:cpu", "RESOURCE:CPU"),
                        new Rejection("arn:memory", "RESOURCE:MEMORY"),
                        new Rejection("arn:port", "RESOURCE:PORTS"),
                        new Rejection("arn:agent", "AGENT"),
                        new Rejection("arn:attribute", "ATTRIBUTE"),
                        new Rejection("arn:elsewhere", "LOCATION"),
                        new Rejection("arn:constraint", "MemberOf placement constraint unsatisfied."));
    }

    private static Candidates able(String id) {
        return Candidates.of(id).zone("us-east-1a").attribute("ecs.capability.task-eni", "");
    }

    @Test
    void placesWhatFitsAndTellsWhyTheRestDoesNot() {
        var placed = place(
                new Demand("family:web", 0, 100, Set.of(8_080), Set.of(), 0, Set.of(), Set.of()),
                List.of(),
                List.of(),
                3,
                Candidates.of("a").build(),
                Candidates.of("b").build());
        assertThat(ids(placed)).containsExactlyInAnyOrder("a", "b");
        assertThat(placed.rejections())
                .containsExactlyInAnyOrder(
                        new Rejection("arn:a", "RESOURCE:PORTS"), new Rejection("arn:b", "RESOURCE:PORTS"));
    }

    @Test
    void keepsAHundredPortsAtMost() {
        var ports = new ArrayList<Integer>();
        for (var port = 1_000; port < 1_099; port++) {
            ports.add(port);
        }
        var full = Candidates.of("full")
                .remaining(1_024, 1_024, ports.toArray(Integer[]::new))
                .build();
        var one = new Demand("g", 0, 1, Set.of(80), Set.of(), 0, Set.of(), Set.of());
        var two = new Demand("g", 0, 1, Set.of(80), Set.of(53), 0, Set.of(), Set.of());
        assertThat(ids(place(one, List.of(), List.of(), 1, full))).containsExactly("full");
        assertThat(place(two, List.of(), List.of(), 1, full).rejections())
                .containsExactly(new Rejection("arn:full", "RESOURCE:PORTS"));
    }

    @Test
    void givesEachTaskItsOwnGpus() {
        var demand = new Demand("g", 0, 1, Set.of(), Set.of(), 1, Set.of(), Set.of());
        var placed = place(
                demand,
                List.of(),
                List.of(),
                3,
                Candidates.of("a").gpus("GPU-1", "GPU-2").build());
        assertThat(placed.places()).extracting(Placer.Place::gpus).containsExactly(Set.of("GPU-1"), Set.of("GPU-2"));
        assertThat(placed.rejections()).containsExactly(new Rejection("arn:a", "RESOURCE:GPU"));
    }

    @Test
    void keepsTasksOfAGroupApart() {
        var placed = place(
                demand(1, 1),
                List.of(new Constraint.DistinctInstance()),
                List.of(),
                3,
                Candidates.of("a").tasks("family:other").build(),
                Candidates.of("b").build(),
                Candidates.of("c").tasks("family:web").build());
        assertThat(ids(placed)).containsExactlyInAnyOrder("a", "b");
        assertThat(placed.rejections()).hasSize(3).allMatch(r -> r.reason().startsWith("DistinctInstance"));
    }

    @Test
    void endsExpressionsThatTogetherTakeTooLong() {
        var costly = String.join(" and ", Collections.nCopies(8, "task:group !~ (.*a){3}b"));
        var instance = Candidates.of("a").tasks(groups("a".repeat(40))).build();
        assertThatThrownBy(() -> place(demand(1, 1), tenTimes(costly), List.of(), 1, instance))
                .isInstanceOf(QueryFault.class)
                .hasMessageContaining("takes too long");
    }

    @Test
    void asksSoundExpressionsOfEveryConstraintForEveryTask() {
        var sound = "task:group =~ service:web.*49";
        var instance = Candidates.of("a").tasks(groups("service:web-")).build();
        assertThat(ids(place(demand(1, 1), tenTimes(sound), List.of(), 10, instance)))
                .hasSize(10);
    }

    private static String[] groups(String prefix) {
        return IntStream.range(0, 50).mapToObj(i -> prefix + i).toArray(String[]::new);
    }

    private static List<Constraint.MemberOf> tenTimes(String expression) {
        return Collections.nCopies(10, new Constraint.MemberOf(Query.parse(expression)));
    }

    @Test
    void packsTheFullestInstanceFirst() {
        var fuller = Candidates.of("fuller").remaining(4_096, 1_000).build();
        var emptier = Candidates.of("emptier").remaining(512, 4_000).build();
        assertThat(ids(place(demand(256, 400), List.of(), List.of(new Strategy.BinpackMemory()), 3, fuller, emptier)))
                .containsExactly("fuller", "fuller", "emptier");
        assertThat(ids(place(demand(256, 400), List.of(), List.of(new Strategy.BinpackCpu()), 3, fuller, emptier)))
                .containsExactly("emptier", "emptier", "fuller");
    }

    @Test
    void spreadsOverZonesAndThenPacks() {
        var a1 = Candidates.of("a1").zone("a").remaining(4_096, 900).build();
        var a2 = Candidates.of("a2").zone("a").build();
        var b = Candidates.of("b").zone("b").tasks("family:web").build();
        var strategies = List.of(new Strategy.Spread("ecs.availability-zone"), new Strategy.BinpackMemory());
        assertThat(ids(place(demand(1, 400), List.of(), strategies, 4, a1, a2, b)))
                .startsWith("a1")
                .filteredOn(id -> id.startsWith("a"))
                .hasSizeBetween(2, 3);
    }

    @RepeatedTest(40)
    void spreadsAsEvenlyAsCanBe(RepetitionInfo repetition) {
        var chance = new Random(repetition.getCurrentRepetition());
        var candidates = new Candidate[2 + chance.nextInt(5)];
        for (var i = 0; i < candidates.length; i++) {
            candidates[i] = Candidates.of("i" + i).build();
        }
        var count = 1 + chance.nextInt(20);
        var placed = place(demand(1, 1), List.of(), List.of(new Strategy.SpreadOverInstances()), count, candidates);
        var each = placed.places().stream()
                .collect(Collectors.groupingBy(p -> p.instance().id(), Collectors.counting()))
                .values();
        assertThat(each.stream().mapToLong(n -> n).sum()).isEqualTo(count);
        assertThat(each).allMatch(n -> n == count / candidates.length || n == count / candidates.length + 1);
    }

    @RepeatedTest(60)
    void neverPlacesMoreThanThereIsRoomFor(RepetitionInfo repetition) {
        var chance = new Random(1_000 + repetition.getCurrentRepetition());
        var candidates = new Candidate[1 + chance.nextInt(6)];
        for (var i = 0; i < candidates.length; i++) {
            candidates[i] = Candidates.of("i" + i)
                    .zone("z" + chance.nextInt(3))
                    .remaining(chance.nextInt(2_000), chance.nextInt(2_000))
                    .build();
        }
        var demand = demand(1 + chance.nextInt(400), 1 + chance.nextInt(400));
        var count = 1 + chance.nextInt(10);
        var strategies = anyOf(chance);
        var placed = place(demand, List.of(), strategies, count, candidates);
        var room = Arrays.stream(candidates)
                .mapToInt(c -> Math.min(
                        c.remaining().cpu() / demand.cpu(), c.remaining().memoryMiB() / demand.memoryMiB()))
                .sum();
        assertThat(placed.places()).hasSize(Math.min(count, room));
        assertThat(placed.rejections().isEmpty()).isEqualTo(room >= count);
        for (var candidate : candidates) {
            var there = placed.places().stream()
                    .filter(p -> p.instance().id().equals(candidate.id()))
                    .count();
            assertThat(there * demand.cpu())
                    .isLessThanOrEqualTo(candidate.remaining().cpu());
            assertThat(there * demand.memoryMiB())
                    .isLessThanOrEqualTo(candidate.remaining().memoryMiB());
        }
    }

    private static List<Strategy> anyOf(Random chance) {
        List<Strategy> all = new ArrayList<>(List.of(
                new Strategy.Random(),
                new Strategy.Spread("ecs.availability-zone"),
                new Strategy.SpreadOverInstances(),
                new Strategy.BinpackCpu(),
                new Strategy.BinpackMemory()));
        java.util.Collections.shuffle(all, chance);
        return all.subList(0, chance.nextInt(all.size()));
    }

    @Test
    void choosesEveryEqualInstanceSometimes() {
        var seen = new HashSet<String>();
        for (var i = 0; i < 50; i++) {
            seen.addAll(ids(place(
                    demand(1, 1),
                    List.of(),
                    List.of(new Strategy.Random()),
                    1,
                    Candidates.of("a").build(),
                    Candidates.of("b").build())));
        }
        assertThat(seen).containsExactlyInAnyOrder("a", "b");
    }

    private static Demand demand(int cpu, int memoryMiB) {
        return new Demand("family:web", cpu, memoryMiB, Set.of(), Set.of(), 0, Set.of(), Set.of());
    }

    private Placer.Placed place(
            Demand demand,
            List<? extends Constraint> constraints,
            List<? extends Strategy> strategies,
            int count,
            Candidate... candidates) {
        return new Placer(demand, List.copyOf(constraints), List.copyOf(strategies))
                .place(List.of(candidates), count, random);
    }

    private static List<String> ids(Placer.Placed placed) {
        return placed.places().stream().map(p -> p.instance().id()).toList();
    }
}
