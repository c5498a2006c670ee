package dev.landfall.ecs.placement;

import dev.landfall.contract.MatchBudget;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Puts the tasks of one request on instances, one after the other, each seeing what the one before took. */
public final class Placer {
    private final Demand demand;
    private final List<Constraint> constraints;
    private final List<Strategy> strategies;
    private final MatchBudget budget = Query.budget();

    public Placer(Demand demand, List<Constraint> constraints, List<Strategy> strategies) {
        this.demand = demand;
        this.constraints = List.copyOf(constraints);
        this.strategies = strategies.isEmpty() ? Strategy.USUAL : List.copyOf(strategies);
    }

    /** Why an instance cannot have the task, in AWS's words. */
    public record Rejection(String arn, String reason) {}

    /** Where a task goes, and the GPUs that are its own there. */
    public record Place(Candidate instance, java.util.Set<String> gpus) {}

    /**
     * What became of a request.
     *
     * @param places one for each task that found one, in order
     * @param rejections of every instance, when not all tasks found a place
     */
    public record Placed(List<Place> places, List<Rejection> rejections) {
        public Placed {
            places = List.copyOf(places);
            rejections = List.copyOf(rejections);
        }
    }

    public Placed place(List<Candidate> candidates, int count, RandomGenerator random) {
        Map<String, Candidate> now = new LinkedHashMap<>();
        candidates.forEach(c -> now.put(c.id(), c));
        var places = new ArrayList<Place>();
        while (places.size() < count) {
            var fitting =
                    now.values().stream().filter(c -> refusal(c).isEmpty()).toList();
            if (fitting.isEmpty()) {
                return new Placed(places, rejections(now.values()));
            }
            var chosen = choose(fitting, now.values(), random);
            places.add(new Place(chosen, chosen.remaining().gpusFor(demand)));
            now.put(chosen.id(), chosen.with(demand));
        }
        return new Placed(places, List.of());
    }

    private Candidate choose(List<Candidate> fitting, Collection<Candidate> all, RandomGenerator random) {
        var best = fitting;
        for (var strategy : strategies) {
            best = strategy.best(best, all, demand);
        }
        return best.get(random.nextInt(best.size()));
    }

    private List<Rejection> rejections(Iterable<Candidate> candidates) {
        var all = new ArrayList<Rejection>();
        for (var candidate : candidates) {
            refusal(candidate).ifPresent(reason -> all.add(new Rejection(candidate.arn(), reason)));
        }
        return all;
    }

    /** The first thing that is wrong with an instance. */
    private Optional<String> refusal(Candidate candidate) {
        if (!candidate.agentConnected()) {
            return Optional.of("AGENT");
        }
        if (!candidate.attributes().keySet().containsAll(demand.attributes())) {
            return Optional.of("ATTRIBUTE");
        }
        if (!demand.zones().isEmpty() && !demand.zones().contains(candidate.zone())) {
            return Optional.of("LOCATION");
        }
        return candidate
                .remaining()
                .lacksFor(demand)
                .or(() -> constraints.stream()
                        .flatMap(constraint -> constraint.refuses(candidate, demand, budget).stream())
                        .findFirst());
    }
}
