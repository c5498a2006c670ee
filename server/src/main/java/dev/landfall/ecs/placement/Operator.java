package dev.landfall.ecs.placement;

import dev.landfall.contract.MatchBudget;
import java.util.List;
import java.util.Optional;

/** How a query compares. A negation holds exactly where its counterpart does not. */
enum Operator {
    EQUALS(1, "==", "equals"),
    NOT_EQUALS(1, "!=", "not_equals"),
    GREATER(1, ">", "greater_than"),
    GREATER_OR_EQUAL(1, ">=", "greater_than_equal"),
    LESS(1, "<", "less_than"),
    LESS_OR_EQUAL(1, "<=", "less_than_equal"),
    EXISTS(0, "exists", "exists"),
    NOT_EXISTS(0, "!exists", "not_exists"),
    IN(2, "in", "in"),
    NOT_IN(2, "!in", "not_in"),
    MATCHES(1, "=~", "matches"),
    NOT_MATCHES(1, "!~", "not_matches");

    /** 0 none, 1 one, 2 a list. */
    private final int takes;

    private final String sign;
    private final String word;

    Operator(int takes, String sign, String word) {
        this.takes = takes;
        this.sign = sign;
        this.word = word;
    }

    static Optional<Operator> of(String text) {
        for (var one : values()) {
            if (one.sign.equals(text) || one.word.equals(text)) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }

    boolean takesNothing() {
        return takes == 0;
    }

    boolean takesList() {
        return takes == 2;
    }

    boolean holds(List<String> values, List<String> arguments, MatchBudget budget) {
        return switch (this) {
            case EQUALS, IN -> values.stream().anyMatch(arguments::contains);
            case NOT_EQUALS, NOT_IN -> values.stream().noneMatch(arguments::contains);
            case GREATER -> values.stream().anyMatch(v -> compare(v, arguments) > 0);
            case GREATER_OR_EQUAL -> values.stream().anyMatch(v -> compare(v, arguments) >= 0);
            case LESS -> values.stream().anyMatch(v -> compare(v, arguments) < 0);
            case LESS_OR_EQUAL -> values.stream().anyMatch(v -> compare(v, arguments) <= 0);
            case EXISTS -> !values.isEmpty();
            case NOT_EXISTS -> values.isEmpty();
            case MATCHES -> values.stream().anyMatch(v -> ValueExpression.matches(arguments.getFirst(), v, budget));
            case NOT_MATCHES ->
                values.stream().noneMatch(v -> ValueExpression.matches(arguments.getFirst(), v, budget));
        };
    }

    private static int compare(String value, List<String> arguments) {
        return NaturalOrder.compare(value, arguments.getFirst());
    }
}
