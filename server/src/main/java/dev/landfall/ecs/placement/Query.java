package dev.landfall.ecs.placement;

import dev.landfall.contract.MatchBudget;
import java.util.List;

/** A question in AWS's cluster query language, which an instance answers with yes or no. */
public sealed interface Query {
    record And(Query left, Query right) implements Query {}

    record Or(Query left, Query right) implements Query {}

    record Not(Query query) implements Query {}

    /** {@code subject operator [argument]}. */
    record Test(Subject subject, Operator operator, List<String> arguments) implements Query {
        public Test {
            arguments = List.copyOf(arguments);
        }
    }

    /** A value has at most 512 characters, and a sound expression looks at each a few times. */
    int MAX_LOOKS = 1_000_000;

    /** For all queries and instances of one request: it may be answered while everyone else's writes wait. */
    static MatchBudget budget() {
        return new MatchBudget(MAX_LOOKS);
    }

    /**
     * Whether it finds the instance.
     *
     * @param budget that its regular expressions spend
     * @throws QueryFault when they take too long
     */
    default boolean matches(Candidate candidate, MatchBudget budget) {
        return switch (this) {
            case And(Query left, Query right) -> left.matches(candidate, budget) && right.matches(candidate, budget);
            case Or(Query left, Query right) -> left.matches(candidate, budget) || right.matches(candidate, budget);
            case Not(Query query) -> !query.matches(candidate, budget);
            case Test(Subject subject, Operator operator, List<String> arguments) ->
                operator.holds(subject.valuesOf(candidate), arguments, budget);
        };
    }

    /** @throws QueryFault when it is none */
    static Query parse(String text) {
        return new QueryParser(text).parse();
    }
}
