package dev.landfall.iam;

import dev.landfall.iam.policy.AccessRequest;
import dev.landfall.iam.policy.Caller;
import dev.landfall.iam.policy.PolicyDocument;
import dev.landfall.iam.policy.PolicyDocument.MalformedPolicy;
import dev.landfall.iam.policy.PolicyEvaluator;
import dev.landfall.iam.policy.PolicyEvaluator.Decision;
import dev.landfall.iam.policy.PolicyType;
import dev.landfall.store.Reader;
import java.util.List;
import java.util.Optional;

/**
 * Weighs the policies of who asks with that of what is asked for. Within an account either may allow, and a deny of either
 * prevails; boundaries and a session's own policies bound both.
 */
final class Decisions {
    private final ResourcePolicies onResources;

    Decisions(ResourcePolicies onResources) {
        this.onResources = onResources;
    }

    /** What is decided. @param by the policy that denies, as AWS calls it */
    record Verdict(Decision decision, String by) {
        boolean allowed() {
            return decision == Decision.ALLOWED;
        }

        /** Why it is not allowed, in AWS's words. */
        String because(String action) {
            return switch (decision) {
                case ALLOWED -> "";
                case EXPLICITLY_DENIED -> "with an explicit deny in " + by;
                case IMPLICITLY_DENIED -> "because no identity-based policy allows the " + action + " action";
            };
        }
    }

    /** @param sets the caller's own policies first, then its bounds; each must allow it */
    Verdict decide(Reader reader, List<List<PolicyDocument>> sets, AccessRequest request) {
        var own = PolicyEvaluator.evaluateAll(sets, request);
        var policy = onResources.of(reader, request.resource()).map(Decisions::parse);
        if (own == Decision.EXPLICITLY_DENIED || policy.isEmpty()) {
            return new Verdict(own, "an identity-based policy");
        }
        var documents = List.of(policy.get());
        if (PolicyEvaluator.evaluate(documents, request) == Decision.EXPLICITLY_DENIED) {
            return new Verdict(Decision.EXPLICITLY_DENIED, "a resource-based policy");
        }
        var granted = PolicyEvaluator.evaluate(documents, byName(request)) == Decision.ALLOWED;
        return new Verdict(granted ? PolicyEvaluator.evaluateAll(bounds(sets), request) : own, "");
    }

    /** To let in an account leaves it to the account's own policies whom; only who is named himself is let in at once. */
    private static AccessRequest byName(AccessRequest request) {
        return request.caller() instanceof Caller.Identity identity
                ? new AccessRequest(
                        request.action(),
                        request.resource(),
                        new Caller.Identity("", identity.arn(), identity.role()),
                        request.context())
                : request;
    }

    private static List<List<PolicyDocument>> bounds(List<List<PolicyDocument>> sets) {
        return sets.subList(Math.min(1, sets.size()), sets.size());
    }

    private static PolicyDocument parse(String text) {
        try {
            return PolicyDocument.parse(text, PolicyType.RESOURCE);
        } catch (MalformedPolicy e) {
            throw new IllegalStateException("A stored resource policy cannot be read", e);
        }
    }

    /** No policies at all, as those of a role that does not exist. */
    static Verdict nobody() {
        return new Verdict(Decision.IMPLICITLY_DENIED, "");
    }

    static Optional<String> refusal(Verdict verdict, String arn, String action, String resource) {
        return verdict.allowed()
                ? Optional.empty()
                : Optional.of("User: " + arn + " is not authorized to perform: " + action + " on resource: " + resource
                        + " " + verdict.because(action));
    }
}
