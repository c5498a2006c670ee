package dev.landfall.ecs.placement;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** How instances are preferred: each strategy leaves those that are equally good to the next. */
public sealed interface Strategy {
    /** All are equally good. */
    record Random() implements Strategy {}

    /** As many tasks of the group for each value of an attribute. */
    record Spread(String attribute) implements Strategy {}

    /** As many tasks of the group on each instance. */
    record SpreadOverInstances() implements Strategy {}

    /** The fullest first: the least CPU left. */
    record BinpackCpu() implements Strategy {}

    /** The fullest first: the least memory left. */
    record BinpackMemory() implements Strategy {}

    /** What AWS does where nothing is said. */
    List<Strategy> USUAL = List.of(new Spread(Candidate.ZONE));

    /**
     * The best of them, all that are; never none.
     *
     * @param all instances of the cluster: a zone's tasks count also where the zone has room no more
     */
    default List<Candidate> best(List<Candidate> candidates, Collection<Candidate> all, Demand demand) {
        return switch (this) {
            case Random r -> candidates;
            case Spread s -> {
                var tasks = all.stream()
                        .collect(Collectors.groupingBy(
                                c -> valueOf(c, s), Collectors.summingLong(c -> c.tasksOf(demand.group()))));
                yield least(candidates, Comparator.comparing(c -> tasks.getOrDefault(valueOf(c, s), 0L)));
            }
            case SpreadOverInstances s -> least(candidates, Comparator.comparing(c -> c.tasksOf(demand.group())));
            case BinpackCpu b ->
                least(candidates, Comparator.comparing(c -> c.remaining().cpu()));
            case BinpackMemory b ->
                least(candidates, Comparator.comparing(c -> c.remaining().memoryMiB()));
        };
    }

    private static String valueOf(Candidate candidate, Spread spread) {
        return candidate.attributes().getOrDefault(spread.attribute(), "");
    }

    private static List<Candidate> least(List<Candidate> candidates, Comparator<Candidate> order) {
        var first = candidates.stream().min(order).orElseThrow();
        return candidates.stream().filter(c -> order.compare(c, first) == 0).toList();
    }
}
