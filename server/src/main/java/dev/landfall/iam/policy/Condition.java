package dev.landfall.iam.policy;

import java.util.List;
import java.util.Optional;

/**
 * One key of one operator in a Condition block.
 *
 * @param values any of which may match; for a negated operator, none may
 */
public record Condition(Operator operator, Quantifier quantifier, boolean ifExists, String key, List<String> values) {
    /** How a key with several values is looked at. */
    public enum Quantifier {
        ONE,
        ANY,
        ALL,
    }

    public Condition {
        values = List.copyOf(values);
    }

    /** Reads {@code ForAnyValue:StringLikeIfExists} and the like; empty when there is no such operator. */
    static Optional<Condition> parse(String operator, String key, List<String> values) {
        var quantifier = operator.startsWith("ForAnyValue:")
                ? Quantifier.ANY
                : operator.startsWith("ForAllValues:") ? Quantifier.ALL : Quantifier.ONE;
        var name = operator.substring(operator.indexOf(':') + 1);
        var ifExists = name.endsWith("IfExists");
        var base = ifExists ? name.substring(0, name.length() - "IfExists".length()) : name;
        return Operator.named(base).map(found -> new Condition(found, quantifier, ifExists, key, values));
    }

    boolean holds(AccessRequest request) {
        var given = request.values(key);
        if (operator == Operator.NULL) {
            return values.contains(String.valueOf(given.isEmpty()));
        }
        if (given.isEmpty() || given.get().isEmpty()) {
            return ifExists || operator.negated() || quantifier == Quantifier.ALL;
        }
        return switch (quantifier) {
            case ONE, ANY -> given.get().stream().anyMatch(value -> matches(value, request));
            case ALL -> given.get().stream().allMatch(value -> matches(value, request));
        };
    }

    private boolean matches(String value, AccessRequest request) {
        var some = values.stream().anyMatch(wanted -> operator.matches(wanted, value, request));
        return some != operator.negated();
    }
}
