package dev.landfall.logs.pattern;

import dev.landfall.contract.MatchBudget;
import dev.landfall.logs.pattern.FilterPattern.TooMuchWork;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The regular expressions of one pattern, which may look at so many characters altogether. */
final class Regexes {
    private static final int MAX_PER_PATTERN = 2; // AWS's quota
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9:_#=@/;,\\-^$?\\[\\]{}|\\\\*+.\\s]*");

    private final MatchBudget budget;
    private int count;

    Regexes(long looks) {
        budget = new MatchBudget(looks);
    }

    /** Reads what follows an opening {@code %}. */
    Predicate<String> parse(PatternText text) {
        var source = text.until('%', false);
        if (++count > MAX_PER_PATTERN) {
            throw text.wrong("there are more than " + MAX_PER_PATTERN + " regular expressions");
        }
        if (source.isEmpty() || !ALLOWED.matcher(source).matches()) {
            throw text.wrong("the regular expression holds a character that is not supported");
        }
        try {
            var regex = Pattern.compile(source);
            return message -> finds(regex, message);
        } catch (PatternSyntaxException e) {
            throw text.wrong("the regular expression is not well-formed");
        }
    }

    private boolean finds(Pattern regex, String message) {
        try {
            return regex.matcher(budget.over(message)).find();
        } catch (MatchBudget.Spent e) {
            throw new TooMuchWork();
        }
    }
}
