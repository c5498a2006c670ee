package dev.landfall.iam.policy;

import dev.landfall.iam.policy.Statement.Effect;
import java.util.List;

/** Decides what policies allow: nothing unless some statement does, and nothing that any statement denies. */
public final class PolicyEvaluator {
    public enum Decision {
        ALLOWED,
        /** No statement speaks of it. */
        IMPLICITLY_DENIED,
        /** Some statement denies it. */
        EXPLICITLY_DENIED,
    }

    private PolicyEvaluator() {}

    public static Decision evaluate(List<PolicyDocument> policies, AccessRequest request) {
        var decision = Decision.IMPLICITLY_DENIED;
        for (var policy : policies) {
            for (var statement : policy.statements()) {
                if (statement.applies(request)) {
                    if (statement.effect() == Effect.DENY) {
                        return Decision.EXPLICITLY_DENIED;
                    }
                    decision = Decision.ALLOWED;
                }
            }
        }
        return decision;
    }

    /** Allowed only where all of several sets allow it: a role's policies within a boundary and a session's own. */
    public static Decision evaluateAll(List<List<PolicyDocument>> sets, AccessRequest request) {
        var decisions = sets.stream().map(set -> evaluate(set, request)).toList();
        if (decisions.contains(Decision.EXPLICITLY_DENIED)) {
            return Decision.EXPLICITLY_DENIED;
        }
        return decisions.contains(Decision.IMPLICITLY_DENIED) ? Decision.IMPLICITLY_DENIED : Decision.ALLOWED;
    }
}
