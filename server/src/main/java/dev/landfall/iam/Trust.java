package dev.landfall.iam;

import dev.landfall.iam.policy.AccessRequest;
import dev.landfall.iam.policy.Caller;
import dev.landfall.iam.policy.PolicyDocument;
import dev.landfall.iam.policy.PolicyDocument.MalformedPolicy;
import dev.landfall.iam.policy.PolicyEvaluator;
import dev.landfall.iam.policy.PolicyEvaluator.Decision;
import dev.landfall.iam.policy.PolicyType;
import java.util.List;
import java.util.Map;

/** Whom a role's trust policy lets in. */
final class Trust {
    private Trust() {}

    static boolean allows(Identity role, Caller caller, Map<String, List<String>> context) {
        try {
            var policy = PolicyDocument.parse(role.role().trustPolicy(), PolicyType.TRUST);
            var request = new AccessRequest("sts:AssumeRole", role.arn(), caller, context);
            return PolicyEvaluator.evaluate(List.of(policy), request) == Decision.ALLOWED;
        } catch (MalformedPolicy e) {
            throw new IllegalStateException("A stored trust policy cannot be read", e);
        }
    }
}
