package dev.landfall.ecs.placement;

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

    /**
     * Whether it finds the instance.
     *
     * @throws QueryFault when a regular expression takes too long on it
     */
    default boolean matches(Candidate candidate) {
        return switch (this) {
            case And(Query left, Query right) -> left.matches(candidate) && right.matches(candidate);
            case Or(Query left, Query right) -> left.matches(candidate) || right.matches(candidate);
            case Not(Query query) -> !query.matches(candidate);
            case Test(Subject subject, Operator operator, List<String> arguments) ->
                operator.holds(subject.valuesOf(candidate), arguments);
        };
    }

    /** @throws QueryFault when it is none */
    static Query parse(String text) {
        return new QueryParser(text).parse();
    }
}
