package dev.landfall.secrets;

import dev.landfall.contract.Fault;
import dev.landfall.contract.secretsmanager.APIErrorType;
import dev.landfall.contract.secretsmanager.BatchGetSecretValueRequest;
import dev.landfall.contract.secretsmanager.BatchGetSecretValueResponse;
import dev.landfall.contract.secretsmanager.GetSecretValueRequest;
import dev.landfall.contract.secretsmanager.SecretValueEntry;
import dev.landfall.store.Document;
import dev.landfall.store.Key;
import dev.landfall.store.Scan;
import dev.landfall.store.Store;
import dev.landfall.wire.Call;
import dev.landfall.wire.PageTokens;
import dev.landfall.wire.auth.Authorizer;
import dev.landfall.wire.auth.Denied;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** Reads the values of several secrets. Each is asked for on its own: one that may not be read does not keep the others. */
public final class BatchOperations {
    private static final int MOST = 20;

    private final Store store;
    private final ValueOperations values;
    private final PageTokens tokens;
    private final Authorizer authorizer;

    BatchOperations(Store store, ValueOperations values, PageTokens tokens, Authorizer authorizer) {
        this.store = store;
        this.values = values;
        this.tokens = tokens;
        this.authorizer = authorizer;
    }

    public BatchGetSecretValueResponse batchGetSecretValue(BatchGetSecretValueRequest in, Call call) {
        if (in.secretIdListOrEmpty().isEmpty() == in.filtersOrEmpty().isEmpty()) {
            throw SecretsFaults.invalid(
                    "You must include either Filters or SecretIdList in the request, but not both.");
        }
        if (!in.secretIdListOrEmpty().isEmpty()) {
            if (in.maxResults() != null || in.nextToken() != null) {
                throw SecretsFaults.invalid("MaxResults and NextToken go with Filters, not with SecretIdList.");
            }
            return answer(List.copyOf(new LinkedHashSet<>(in.secretIdListOrEmpty())), call)
                    .build();
        }
        return filtered(in, call);
    }

    private BatchGetSecretValueResponse filtered(BatchGetSecretValueRequest in, Call call) {
        in.filtersOrEmpty().forEach(Filters::check);
        authorizer.authorize(call.principal(), "secretsmanager:ListSecrets", List.of("*"));
        var after = Optional.ofNullable(in.nextToken())
                .map(token -> tokens.read(call, in, token).orElseThrow(SecretsFaults::invalidToken))
                .map(position -> position.document().last())
                .orElse("");
        var realm = call.realm();
        var found = store.read(reader -> reader.list(Secret.KIND, Scan.under(realm.account(), realm.region()))).stream()
                .map(Document::value)
                .filter(secret -> !secret.isDeleted() && Filters.match(in.filtersOrEmpty(), secret))
                .map(Secret::name)
                .filter(name -> name.compareTo(after) > 0)
                .sorted()
                .toList();
        var limit = in.maxResultsOr(MOST);
        var page = found.stream().limit(limit).toList();
        var next = found.size() > limit ? tokens.issue(call, in, Scan.Position.of(Key.of(page.getLast()))) : null;
        return answer(page, call).nextToken(next).build();
    }

    private BatchGetSecretValueResponse.Builder answer(List<String> ids, Call call) {
        var found = new ArrayList<SecretValueEntry>();
        var errors = new ArrayList<APIErrorType>();
        for (var id : ids) {
            try {
                found.add(read(id, call));
            } catch (Fault fault) {
                errors.add(error(id, fault.type().code(), fault.message()));
            } catch (Denied denied) {
                errors.add(error(id, "AccessDeniedException", denied.text()));
            }
        }
        return BatchGetSecretValueResponse.builder().secretValues(found).errors(errors);
    }

    private SecretValueEntry read(String id, Call call) {
        var arn = new SecretValues(store, values).arn(call.realm(), id);
        authorizer.authorize(call.principal(), "secretsmanager:GetSecretValue", List.of(arn));
        var value = values.getSecretValue(
                GetSecretValueRequest.builder().secretId(id).build(), call);
        return SecretValueEntry.builder()
                .aRN(value.aRN())
                .name(value.name())
                .versionId(value.versionId())
                .secretBinary(value.secretBinary())
                .secretString(value.secretString())
                .versionStages(value.versionStages())
                .createdDate(value.createdDate())
                .build();
    }

    private static APIErrorType error(String id, String code, String message) {
        return APIErrorType.builder()
                .secretId(id)
                .errorCode(code)
                .message(message)
                .build();
    }
}
