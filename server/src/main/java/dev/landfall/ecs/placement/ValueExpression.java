package dev.landfall.ecs.placement;

import dev.landfall.contract.MatchBudget;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The regular expressions of the query language's {@code =~} and {@code !~}, which hold of an attribute's whole value. */
final class ValueExpression {
    private ValueExpression() {}

    /** @throws QueryFault when the expression is none */
    static void check(String regex) {
        try {
            Pattern.compile(regex);
        } catch (PatternSyntaxException | StackOverflowError e) {
            throw new QueryFault("'" + regex + "' is no regular expression");
        }
    }

    /** Whether all of a value matches. @throws QueryFault when that takes too long */
    static boolean matches(String regex, String value, MatchBudget budget) {
        try {
            return Pattern.compile(regex).matcher(budget.over(value)).matches();
        } catch (MatchBudget.Spent | StackOverflowError e) {
            throw new QueryFault("a regular expression takes too long");
        }
    }
}
