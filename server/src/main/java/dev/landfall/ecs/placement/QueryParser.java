package dev.landfall.ecs.placement;

import java.util.ArrayList;
import java.util.List;

/** Reads the cluster query language: or binds weaker than and, not strongest; parentheses hold compounds. */
final class QueryParser {
    private static final int MAX_LENGTH = 2_000; // AWS's bound on an expression
    private static final int MAX_DEPTH = 50;

    private final QueryText text;
    private int depth;

    QueryParser(String expression) {
        if (expression.length() > MAX_LENGTH) {
            throw new QueryFault("it is longer than " + MAX_LENGTH + " characters");
        }
        this.text = new QueryText(expression);
    }

    Query parse() {
        var query = or();
        if (!text.atEnd()) {
            throw text.unexpected();
        }
        return query;
    }

    private Query or() {
        var left = and();
        while (text.takeWord("or") || text.take("||")) {
            left = new Query.Or(left, and());
        }
        return left;
    }

    private Query and() {
        var left = not();
        while (text.takeWord("and") || text.take("&&")) {
            left = new Query.And(left, not());
        }
        return left;
    }

    private Query not() {
        if (++depth > MAX_DEPTH) {
            throw new QueryFault("it is nested too deeply");
        }
        try {
            if (text.takeWord("not") || text.takeNegation()) {
                return new Query.Not(not());
            }
            return text.take("(") ? parenthesised() : test();
        } finally {
            depth--;
        }
    }

    private Query parenthesised() {
        var inner = or();
        text.require(")");
        return inner;
    }

    private Query test() {
        var subject = Subject.named(text.subject());
        var operator = text.operator();
        var arguments = arguments(operator);
        if (operator == Operator.MATCHES || operator == Operator.NOT_MATCHES) {
            ValueExpression.check(arguments.getFirst());
        }
        return new Query.Test(subject, operator, arguments);
    }

    private List<String> arguments(Operator operator) {
        if (operator.takesNothing()) {
            return List.of();
        }
        if (!operator.takesList()) {
            return List.of(text.argument());
        }
        text.require("[");
        var all = new ArrayList<String>();
        do {
            all.add(text.argument());
        } while (text.take(","));
        text.require("]");
        return all;
    }
}
