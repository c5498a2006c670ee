package dev.landfall.logs;

import dev.landfall.contract.MatchBudget;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Knows the lines that begin a log event. What no line should cost is bounded: one that does counts as no beginning. */
final class EventStart {
    private static final int LOOKS_PER_LINE = 500_000; // a few milliseconds of backtracking

    private final Pattern pattern;

    private EventStart(Pattern pattern) {
        this.pattern = pattern;
    }

    /** Empty when it is no regular expression. */
    static Optional<EventStart> of(String regex) {
        try {
            return Optional.of(new EventStart(Pattern.compile(regex)));
        } catch (PatternSyntaxException e) {
            return Optional.empty();
        }
    }

    boolean begins(String line) {
        try {
            return pattern.matcher(new MatchBudget(LOOKS_PER_LINE).over(line)).find();
        } catch (MatchBudget.Spent | StackOverflowError e) { // Java matches groups within repetitions by recursion
            return false;
        }
    }
}
