package dev.landfall.ecs.placement;

import dev.landfall.contract.MatchBudget;
import java.util.Optional;

/** What an instance has to be for a task, beside large enough. */
public sealed interface Constraint {
    /** No other task of its group is there. */
    record DistinctInstance() implements Constraint {}

    /** The instance is one that a query of the cluster finds. */
    record MemberOf(Query query) implements Constraint {}

    /** AWS's words for it when the instance does not fit. */
    default Optional<String> refuses(Candidate candidate, Demand demand, MatchBudget budget) {
        return switch (this) {
            case DistinctInstance d ->
                candidate.tasksOf(demand.group()) > 0
                        ? Optional.of("DistinctInstance placement constraint unsatisfied.")
                        : Optional.empty();
            case MemberOf m ->
                m.query().matches(candidate, budget)
                        ? Optional.empty()
                        : Optional.of("MemberOf placement constraint unsatisfied.");
        };
    }
}
