package dev.landfall.iam.policy;

import java.util.List;
import java.util.Optional;

/**
 * One statement.
 *
 * @param actions what it is about; with {@code allBut}, what it is not about
 * @param resources empty in a trust policy
 */
public record Statement(
        Optional<String> sid,
        Effect effect,
        Optional<Principals> principals,
        Names actions,
        Optional<Names> resources,
        List<Condition> conditions) {
    public enum Effect {
        ALLOW,
        DENY,
    }

    /** A list of patterns, or all that none of them matches. */
    public record Names(boolean allBut, List<String> patterns) {
        public Names {
            patterns = List.copyOf(patterns);
        }
    }

    public Statement {
        conditions = List.copyOf(conditions);
    }

    boolean applies(AccessRequest request) {
        return matches(actions, pattern -> Pattern.action(pattern).matches(request.action()))
                && (resources.isEmpty() || matches(resources.get(), pattern -> Arns.matches(pattern, request)))
                && (principals.isEmpty() || principals.get().include(request.caller()))
                && conditions.stream().allMatch(condition -> condition.holds(request));
    }

    private static boolean matches(Names names, java.util.function.Predicate<String> test) {
        return names.patterns().stream().anyMatch(test) != names.allBut();
    }
}
