package dev.landfall.iam;

import dev.landfall.contract.iam.CreatePolicyRequest;
import dev.landfall.contract.iam.CreatePolicyResponse;
import dev.landfall.contract.iam.CreatePolicyVersionRequest;
import dev.landfall.contract.iam.CreatePolicyVersionResponse;
import dev.landfall.contract.iam.DeletePolicyRequest;
import dev.landfall.contract.iam.DeletePolicyResponse;
import dev.landfall.contract.iam.DeletePolicyVersionRequest;
import dev.landfall.contract.iam.DeletePolicyVersionResponse;
import dev.landfall.contract.iam.GetPolicyRequest;
import dev.landfall.contract.iam.GetPolicyResponse;
import dev.landfall.contract.iam.GetPolicyVersionRequest;
import dev.landfall.contract.iam.GetPolicyVersionResponse;
import dev.landfall.contract.iam.ListEntitiesForPolicyRequest;
import dev.landfall.contract.iam.ListEntitiesForPolicyResponse;
import dev.landfall.contract.iam.ListPoliciesRequest;
import dev.landfall.contract.iam.ListPoliciesResponse;
import dev.landfall.contract.iam.ListPolicyVersionsRequest;
import dev.landfall.contract.iam.ListPolicyVersionsResponse;
import dev.landfall.contract.iam.PolicyScopeType;
import dev.landfall.contract.iam.SetDefaultPolicyVersionRequest;
import dev.landfall.contract.iam.SetDefaultPolicyVersionResponse;
import dev.landfall.iam.policy.PolicyType;
import dev.landfall.store.Reader;
import dev.landfall.store.Store;
import dev.landfall.wire.Call;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Managed policies: a customer's own, and AWS's to look at. */
public final class PolicyOperations {
    private static final int MAX_BYTES = 6_144;
    private static final int MAX_VERSIONS = 5;

    private final Store store;
    private final IamIds ids;

    public PolicyOperations(Store store, RandomGenerator random) {
        this.store = store;
        this.ids = new IamIds(random);
    }

    private static String document(@Nullable String text) {
        var checked = Documents.checked(text, PolicyType.IDENTITY);
        if (Documents.size(checked) > MAX_BYTES) {
            throw IamFaults.quota("PolicySize", MAX_BYTES);
        }
        return checked;
    }

    public CreatePolicyResponse createPolicy(CreatePolicyRequest in, Call call) {
        var account = call.realm().account();
        var now = call.now().truncatedTo(ChronoUnit.SECONDS);
        var first = new ManagedPolicy.Version("v1", document(in.policyDocument()), now);
        var policy = new ManagedPolicy(
                account,
                in.policyNameOr(""),
                in.pathOr("/"),
                ids.unique("ANPA"),
                now,
                now,
                Optional.ofNullable(in.description()),
                Tags.of(in.tagsOrEmpty()),
                List.of(first),
                first.id(),
                1);
        return store.transact(tx -> {
            if (tx.get(ManagedPolicy.KIND, policy.key()).isPresent()) {
                throw IamFaults.policyExists(policy.name());
            }
            tx.put(ManagedPolicy.KIND, policy.key(), policy);
            return CreatePolicyResponse.builder()
                    .policy(Shapes.policy(policy, tx, account))
                    .build();
        });
    }

    public GetPolicyResponse getPolicy(GetPolicyRequest in, Call call) {
        var account = call.realm().account();
        return store.read(reader -> GetPolicyResponse.builder()
                .policy(Shapes.policy(get(reader, account, in.policyArnOr("")), reader, account))
                .build());
    }

    private static ManagedPolicy get(Reader reader, String account, String arn) {
        return ManagedPolicy.find(reader, account, arn).orElseThrow(() -> IamFaults.policyNotFound(arn));
    }

    public ListPoliciesResponse listPolicies(ListPoliciesRequest in, Call call) {
        var account = call.realm().account();
        var scope = in.scopeOr(PolicyScopeType.ALL);
        return store.read(reader -> {
            var all = new ArrayList<ManagedPolicy>();
            if (scope != PolicyScopeType.LOCAL) {
                all.addAll(AwsPolicies.all());
            }
            if (scope != PolicyScopeType.AWS) {
                all.addAll(ManagedPolicy.all(reader, account));
            }
            all.removeIf(policy -> !policy.path().startsWith(in.pathPrefixOr("/"))
                    || (in.onlyAttachedOr(false) && Identities.attachments(reader, account, policy.arn()) == 0));
            var page = Listing.of(all, ManagedPolicy::arn, in.marker(), in.maxItems());
            return ListPoliciesResponse.builder()
                    .policies(page.items().stream()
                            .map(policy -> Shapes.policy(policy, reader, account))
                            .toList())
                    .isTruncated(page.isTruncated())
                    .marker(page.marker())
                    .build();
        });
    }

    public DeletePolicyResponse deletePolicy(DeletePolicyRequest in, Call call) {
        var account = call.realm().account();
        store.transact(tx -> {
            var policy = own(tx, account, in.policyArnOr(""));
            if (Identities.attachments(tx, account, policy.arn()) > 0) {
                throw IamFaults.deleteConflict("Cannot delete a policy attached to entities.");
            }
            if (policy.versions().size() > 1) {
                throw IamFaults.deleteConflict("This policy has more than one version. Before you delete a policy, you"
                        + " must delete the policy's versions. The default version is deleted with the policy.");
            }
            return tx.delete(ManagedPolicy.KIND, policy.key());
        });
        return DeletePolicyResponse.builder().build();
    }

    /** AWS's own cannot be changed. */
    private static ManagedPolicy own(Reader reader, String account, String arn) {
        var policy = get(reader, account, arn);
        if (!policy.account().equals(account)) {
            throw IamFaults.accessDenied("Policy is outside your own account.");
        }
        return policy;
    }

    public CreatePolicyVersionResponse createPolicyVersion(CreatePolicyVersionRequest in, Call call) {
        var document = document(in.policyDocument());
        var updated = update(call, in.policyArnOr(""), policy -> {
            if (policy.versions().size() >= MAX_VERSIONS) {
                throw IamFaults.limitExceeded("A managed policy can have up to " + MAX_VERSIONS
                        + " versions. Before you create a new version, you must delete an existing version.");
            }
            return policy.withVersion(
                    document, in.setAsDefaultOr(false), call.now().truncatedTo(ChronoUnit.SECONDS));
        });
        return CreatePolicyVersionResponse.builder()
                .policyVersion(Shapes.version(updated, updated.versions().getLast(), false))
                .build();
    }

    private ManagedPolicy update(Call call, String arn, UnaryOperator<ManagedPolicy> change) {
        return store.transact(tx -> {
            var updated = change.apply(own(tx, call.realm().account(), arn));
            tx.put(ManagedPolicy.KIND, updated.key(), updated);
            return updated;
        });
    }

    public GetPolicyVersionResponse getPolicyVersion(GetPolicyVersionRequest in, Call call) {
        var policy = store.read(reader -> get(reader, call.realm().account(), in.policyArnOr("")));
        return GetPolicyVersionResponse.builder()
                .policyVersion(Shapes.version(policy, version(policy, in.versionIdOr("")), true))
                .build();
    }

    private static ManagedPolicy.Version version(ManagedPolicy policy, String id) {
        return policy.version(id).orElseThrow(() -> IamFaults.versionNotFound(policy.arn(), id));
    }

    public ListPolicyVersionsResponse listPolicyVersions(ListPolicyVersionsRequest in, Call call) {
        var policy = store.read(reader -> get(reader, call.realm().account(), in.policyArnOr("")));
        return ListPolicyVersionsResponse.builder()
                .versions(policy.versions().reversed().stream()
                        .map(version -> Shapes.version(policy, version, false))
                        .toList())
                .isTruncated(false)
                .build();
    }

    public SetDefaultPolicyVersionResponse setDefaultPolicyVersion(SetDefaultPolicyVersionRequest in, Call call) {
        update(
                call,
                in.policyArnOr(""),
                policy -> policy.withDefault(
                        version(policy, in.versionIdOr("")).id(), call.now().truncatedTo(ChronoUnit.SECONDS)));
        return SetDefaultPolicyVersionResponse.builder().build();
    }

    public DeletePolicyVersionResponse deletePolicyVersion(DeletePolicyVersionRequest in, Call call) {
        update(call, in.policyArnOr(""), policy -> {
            var version = version(policy, in.versionIdOr(""));
            if (version.id().equals(policy.defaultVersion())) {
                throw IamFaults.deleteConflict("Cannot delete the default version of a policy.");
            }
            return policy.withoutVersion(version.id());
        });
        return DeletePolicyVersionResponse.builder().build();
    }

    public ListEntitiesForPolicyResponse listEntitiesForPolicy(ListEntitiesForPolicyRequest in, Call call) {
        var account = call.realm().account();
        return store.read(reader -> {
            var policy = get(reader, account, in.policyArnOr(""));
            return PolicyEntities.list(in, Identities.attachedTo(reader, account, policy.arn()));
        });
    }
}
