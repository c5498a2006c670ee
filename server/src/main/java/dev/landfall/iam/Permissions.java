package dev.landfall.iam;

import dev.landfall.iam.policy.PolicyDocument;
import dev.landfall.iam.policy.PolicyDocument.MalformedPolicy;
import dev.landfall.iam.policy.PolicyType;
import dev.landfall.store.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The policies that say what an identity may do. Each set of the result must allow what is asked. */
final class Permissions {
    private static final int MAX_PARSED = 500;

    private final Map<String, PolicyDocument> parsed = new ConcurrentHashMap<>();

    /** Of a user with the groups it belongs to, or of a role; then its boundary, where it has one. */
    List<List<PolicyDocument>> of(Reader reader, Identity identity) {
        var own = new ArrayList<>(policies(reader, identity));
        if (identity.details() instanceof Identity.User user) {
            for (var name : user.groups()) {
                Identities.find(reader, identity.account(), IdentityType.GROUP, name)
                        .ifPresent(group -> own.addAll(policies(reader, group)));
            }
        }
        var sets = new ArrayList<List<PolicyDocument>>();
        sets.add(own);
        identity.boundary().ifPresent(arn -> sets.add(managed(reader, identity.account(), List.of(arn))));
        return sets;
    }

    /** What a session adds: the policies it was made with are one more bound. */
    List<List<PolicyDocument>> of(Reader reader, String account, Credential.Session session) {
        var bound = new ArrayList<>(managed(reader, account, session.policyArns()));
        session.policy().ifPresent(text -> bound.add(parse(text)));
        return session.policy().isEmpty() && session.policyArns().isEmpty() ? List.of() : List.of(bound);
    }

    private List<PolicyDocument> policies(Reader reader, Identity identity) {
        var all = new ArrayList<>(managed(reader, identity.account(), identity.attached()));
        identity.inline().values().forEach(text -> all.add(parse(text)));
        return all;
    }

    private List<PolicyDocument> managed(Reader reader, String account, List<String> arns) {
        return arns.stream()
                .flatMap(arn -> ManagedPolicy.find(reader, account, arn).stream())
                .map(policy -> parse(policy.document()))
                .toList();
    }

    /** Documents were checked before they were stored; parsing them for each request would be most of its work. */
    private PolicyDocument parse(String text) {
        if (parsed.size() > MAX_PARSED) {
            parsed.clear();
        }
        return parsed.computeIfAbsent(text, document -> {
            try {
                return PolicyDocument.parse(document, PolicyType.IDENTITY);
            } catch (MalformedPolicy e) {
                throw new IllegalStateException("A stored policy cannot be read", e);
            }
        });
    }
}
