package dev.landfall.iam.policy;

import java.util.Arrays;
import java.util.Optional;

/** A condition operator. Negated ones are the opposite of their plain form. */
@SuppressWarnings("ImmutableEnumChecker") // comparisons are functions without state
public enum Operator {
    STRING_EQUALS("StringEquals", false, Comparisons::same),
    STRING_NOT_EQUALS("StringNotEquals", true, Comparisons::same),
    STRING_EQUALS_IGNORE_CASE("StringEqualsIgnoreCase", false, Comparisons::sameInAnyCase),
    STRING_NOT_EQUALS_IGNORE_CASE("StringNotEqualsIgnoreCase", true, Comparisons::sameInAnyCase),
    STRING_LIKE("StringLike", false, Comparisons::like),
    STRING_NOT_LIKE("StringNotLike", true, Comparisons::like),
    NUMERIC_EQUALS("NumericEquals", false, Comparisons.number(order -> order == 0)),
    NUMERIC_NOT_EQUALS("NumericNotEquals", true, Comparisons.number(order -> order == 0)),
    NUMERIC_LESS_THAN("NumericLessThan", false, Comparisons.number(order -> order < 0)),
    NUMERIC_LESS_THAN_EQUALS("NumericLessThanEquals", false, Comparisons.number(order -> order <= 0)),
    NUMERIC_GREATER_THAN("NumericGreaterThan", false, Comparisons.number(order -> order > 0)),
    NUMERIC_GREATER_THAN_EQUALS("NumericGreaterThanEquals", false, Comparisons.number(order -> order >= 0)),
    DATE_EQUALS("DateEquals", false, Comparisons.date(order -> order == 0)),
    DATE_NOT_EQUALS("DateNotEquals", true, Comparisons.date(order -> order == 0)),
    DATE_LESS_THAN("DateLessThan", false, Comparisons.date(order -> order < 0)),
    DATE_LESS_THAN_EQUALS("DateLessThanEquals", false, Comparisons.date(order -> order <= 0)),
    DATE_GREATER_THAN("DateGreaterThan", false, Comparisons.date(order -> order > 0)),
    DATE_GREATER_THAN_EQUALS("DateGreaterThanEquals", false, Comparisons.date(order -> order >= 0)),
    BOOL("Bool", false, Comparisons::sameInAnyCase),
    BINARY_EQUALS("BinaryEquals", false, Comparisons::same),
    IP_ADDRESS("IpAddress", false, Comparisons::address),
    NOT_IP_ADDRESS("NotIpAddress", true, Comparisons::address),
    // ArnEquals and ArnLike are the same thing on AWS.
    ARN_EQUALS("ArnEquals", false, Arns::like),
    ARN_LIKE("ArnLike", false, Arns::like),
    ARN_NOT_EQUALS("ArnNotEquals", true, Arns::like),
    ARN_NOT_LIKE("ArnNotLike", true, Arns::like),
    /** Whether a key is absent; it has no values to compare. */
    NULL("Null", false, (wanted, given, request) -> false);

    /** Compares a value of the policy with one of the request. */
    @FunctionalInterface
    interface Comparison {
        boolean matches(String wanted, String given, AccessRequest request);
    }

    private final String name;
    private final boolean negated;
    private final Comparison comparison;

    Operator(String name, boolean negated, Comparison comparison) {
        this.name = name;
        this.negated = negated;
        this.comparison = comparison;
    }

    static Optional<Operator> named(String name) {
        return Arrays.stream(values())
                .filter(operator -> operator.name.equalsIgnoreCase(name))
                .findFirst();
    }

    boolean negated() {
        return negated;
    }

    /** As the plain form compares; the caller turns the answer round for a negated one. */
    boolean matches(String wanted, String given, AccessRequest request) {
        return comparison.matches(wanted, given, request);
    }
}
