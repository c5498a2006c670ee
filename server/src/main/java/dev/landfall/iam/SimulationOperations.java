package dev.landfall.iam;

import dev.landfall.contract.iam.ContextEntry;
import dev.landfall.contract.iam.EvaluationResult;
import dev.landfall.contract.iam.PolicyEvaluationDecisionType;
import dev.landfall.contract.iam.SimulateCustomPolicyRequest;
import dev.landfall.contract.iam.SimulateCustomPolicyResponse;
import dev.landfall.contract.iam.SimulatePrincipalPolicyRequest;
import dev.landfall.contract.iam.SimulatePrincipalPolicyResponse;
import dev.landfall.iam.policy.AccessRequest;
import dev.landfall.iam.policy.Caller;
import dev.landfall.iam.policy.PolicyDocument;
import dev.landfall.iam.policy.PolicyDocument.MalformedPolicy;
import dev.landfall.iam.policy.PolicyEvaluator;
import dev.landfall.iam.policy.PolicyType;
import dev.landfall.store.Reader;
import dev.landfall.store.Store;
import dev.landfall.wire.Call;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What policies would allow. */
public final class SimulationOperations {
    private static final int MAX_RESULTS = 1_000;

    private final Store store;
    private final Permissions permissions = new Permissions();

    public SimulationOperations(Store store) {
        this.store = store;
    }

    public SimulatePrincipalPolicyResponse simulatePrincipalPolicy(SimulatePrincipalPolicyRequest in, Call call) {
        return store.read(reader -> {
            var identity = source(reader, call, in.policySourceArnOr(""));
            var sets = new ArrayList<>(permissions.of(reader, identity));
            var own = new ArrayList<>(sets.getFirst());
            own.addAll(parsed(in.policyInputListOrEmpty()));
            sets.set(0, own);
            if (in.permissionsBoundaryPolicyInputList() != null) {
                sets.add(parsed(in.permissionsBoundaryPolicyInputListOrEmpty()));
            }
            var results = new Question(
                            identity.arn(),
                            in.actionNamesOrEmpty(),
                            in.resourceArnsOrEmpty(),
                            context(in.contextEntriesOrEmpty()))
                    .ask(call, sets);
            return SimulatePrincipalPolicyResponse.builder()
                    .evaluationResults(results)
                    .isTruncated(false)
                    .build();
        });
    }

    public SimulateCustomPolicyResponse simulateCustomPolicy(SimulateCustomPolicyRequest in, Call call) {
        var sets = new ArrayList<List<PolicyDocument>>();
        sets.add(parsed(in.policyInputListOrEmpty()));
        if (in.permissionsBoundaryPolicyInputList() != null) {
            sets.add(parsed(in.permissionsBoundaryPolicyInputListOrEmpty()));
        }
        var arn = in.callerArnOr(call.principal().arn());
        var results = new Question(
                        arn, in.actionNamesOrEmpty(), in.resourceArnsOrEmpty(), context(in.contextEntriesOrEmpty()))
                .ask(call, sets);
        return SimulateCustomPolicyResponse.builder()
                .evaluationResults(results)
                .isTruncated(false)
                .build();
    }

    private static Identity source(Reader reader, Call call, String arn) {
        for (var type : IdentityType.values()) {
            var prefix = "arn:aws:iam::" + call.realm().account() + ":" + type.noun() + "/";
            if (arn.startsWith(prefix)) {
                return Identities.get(reader, call.realm().account(), type, arn.substring(arn.lastIndexOf('/') + 1));
            }
        }
        throw IamFaults.invalidInput("Invalid Entity Arn: " + arn + " does not clearly define entity type and name.");
    }

    private static List<PolicyDocument> parsed(List<String> texts) {
        var policies = new ArrayList<PolicyDocument>();
        for (var text : texts) {
            try {
                policies.add(PolicyDocument.parse(text, PolicyType.IDENTITY));
            } catch (MalformedPolicy e) {
                throw IamFaults.invalidInput("The policy is malformed: " + e.text());
            }
        }
        return policies;
    }

    private static Map<String, List<String>> context(List<ContextEntry> entries) {
        var context = new HashMap<String, List<String>>();
        entries.forEach(entry -> context.put(entry.contextKeyNameOr(""), entry.contextKeyValuesOrEmpty()));
        return context;
    }

    /** May this caller do these actions to these resources? */
    private record Question(
            String callerArn, List<String> actions, List<String> resources, Map<String, List<String>> context) {
        List<EvaluationResult> ask(Call call, List<List<PolicyDocument>> sets) {
            var all = resources.isEmpty() ? List.of("*") : resources;
            if ((long) actions.size() * all.size() > MAX_RESULTS) {
                throw IamFaults.invalidInput("More than " + MAX_RESULTS + " results were asked for.");
            }
            var caller = new Caller.Identity(call.realm().account(), callerArn, Optional.empty());
            var results = new ArrayList<EvaluationResult>();
            for (var action : actions) {
                for (var resource : all) {
                    var request = new AccessRequest(action, resource, caller, context);
                    results.add(EvaluationResult.builder()
                            .evalActionName(action)
                            .evalResourceName(resource)
                            .evalDecision(decision(PolicyEvaluator.evaluateAll(sets, request)))
                            .matchedStatements(List.of())
                            .missingContextValues(List.of())
                            .build());
                }
            }
            return results;
        }

        private static PolicyEvaluationDecisionType decision(PolicyEvaluator.Decision decision) {
            return switch (decision) {
                case ALLOWED -> PolicyEvaluationDecisionType.ALLOWED;
                case EXPLICITLY_DENIED -> PolicyEvaluationDecisionType.EXPLICIT_DENY;
                case IMPLICITLY_DENIED -> PolicyEvaluationDecisionType.IMPLICIT_DENY;
            };
        }
    }
}
