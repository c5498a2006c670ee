package dev.landfall.secrets;

import dev.landfall.contract.secretsmanager.ListSecretVersionIdsRequest;
import dev.landfall.contract.secretsmanager.ListSecretVersionIdsResponse;
import dev.landfall.contract.secretsmanager.ListSecretsRequest;
import dev.landfall.contract.secretsmanager.ListSecretsResponse;
import dev.landfall.contract.secretsmanager.SecretListEntry;
import dev.landfall.contract.secretsmanager.SecretVersionsListEntry;
import dev.landfall.contract.secretsmanager.SortByType;
import dev.landfall.contract.secretsmanager.SortOrderType;
import dev.landfall.store.Document;
import dev.landfall.store.Key;
import dev.landfall.store.Scan;
import dev.landfall.store.Store;
import dev.landfall.wire.Call;
import dev.landfall.wire.PageTokens;
import dev.landfall.wire.Realm;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells what secrets there are, without their values. */
public final class ListOperations {
    private static final int LISTED = 100;

    private final Store store;
    private final PageTokens tokens;

    ListOperations(Store store, PageTokens tokens) {
        this.store = store;
        this.tokens = tokens;
    }

    public ListSecretsResponse listSecrets(ListSecretsRequest in, Call call) {
        in.filtersOrEmpty().forEach(Filters::check);
        var order = order(in);
        var after = Optional.ofNullable(in.nextToken())
                .map(token -> tokens.read(call, in, token).orElseThrow(SecretsFaults::invalidToken))
                .map(Scan.Position::document);
        var all = store.read(reader -> reader.list(
                Secret.KIND, Scan.under(call.realm().account(), call.realm().region())));
        var found = all.stream()
                .map(Document::value)
                .filter(secret -> in.includePlannedDeletionOr(false) || !secret.isDeleted())
                .filter(secret -> Filters.match(in.filtersOrEmpty(), secret))
                .map(secret -> new Placed(place(secret, in.sortBy(), call.realm()), secret))
                .sorted(Comparator.comparing(Placed::place, order))
                .filter(each -> after.isEmpty() || order.compare(each.place(), after.get()) > 0)
                .toList();
        var limit = in.maxResultsOr(LISTED);
        return ListSecretsResponse.builder()
                .secretList(found.stream()
                        .limit(limit)
                        .map(each -> entry(each.secret()))
                        .toList())
                .nextToken(
                        found.size() > limit
                                ? tokens.issue(
                                        call,
                                        in,
                                        Scan.Position.of(found.get(limit - 1).place()))
                                : null)
                .build();
    }

    private record Placed(Key place, Secret secret) {}

    private static Comparator<Key> order(ListSecretsRequest in) {
        var descending = in.sortOrder() == null ? in.sortBy() != SortByType.NAME : in.sortOrder() == SortOrderType.DESC;
        return descending ? Comparator.reverseOrder() : Comparator.naturalOrder();
    }

    /** Where a secret stands in the order asked for; the name tells equal times apart. */
    private static Key place(Secret secret, @Nullable SortByType by, Realm realm) {
        var first = switch (by == null ? SortByType.CREATED_DATE : by) {
            case NAME -> "";
            case CREATED_DATE -> millis(secret.createdAt().toEpochMilli());
            case LAST_CHANGED_DATE -> millis(secret.changedAt().toEpochMilli());
            case LAST_ACCESSED_DATE ->
                throw SecretsFaults.invalid("SortBy: when secrets were last accessed is not kept.");
        };
        return Key.of(realm.account(), realm.region(), first, secret.name());
    }

    private static String millis(long epochMillis) {
        return "%015d".formatted(epochMillis);
    }

    private static SecretListEntry entry(Secret secret) {
        return SecretListEntry.builder()
                .aRN(secret.arn())
                .name(secret.name())
                .description(secret.description().orElse(null))
                .createdDate(secret.createdAt())
                .lastChangedDate(secret.changedAt())
                .deletedDate(secret.deletedAt().orElse(null))
                .tags(Tags.shapes(secret.tags()))
                .secretVersionsToStages(secret.staged().isEmpty() ? null : secret.staged())
                .build();
    }

    public ListSecretVersionIdsResponse listSecretVersionIds(ListSecretVersionIdsRequest in, Call call) {
        var secret = store.read(reader -> SecretIds.get(reader, call.realm(), in.secretIdOr("")));
        var after = Optional.ofNullable(in.nextToken())
                .map(token -> tokens.read(call, in, token).orElseThrow(SecretsFaults::invalidToken))
                .map(position -> position.document().last())
                .orElse("");
        var found = secret.versions().keySet().stream()
                .filter(id ->
                        in.includeDeprecatedOr(false) || !secret.stagesOf(id).isEmpty())
                .filter(id -> id.compareTo(after) > 0)
                .sorted()
                .toList();
        var limit = in.maxResultsOr(LISTED);
        return ListSecretVersionIdsResponse.builder()
                .aRN(secret.arn())
                .name(secret.name())
                .versions(found.stream()
                        .limit(limit)
                        .map(id -> version(secret, id))
                        .toList())
                .nextToken(
                        found.size() > limit
                                ? tokens.issue(call, in, Scan.Position.of(Key.of(found.get(limit - 1))))
                                : null)
                .build();
    }

    private static SecretVersionsListEntry version(Secret secret, String id) {
        var stages = secret.stagesOf(id);
        return SecretVersionsListEntry.builder()
                .versionId(id)
                .versionStages(stages.isEmpty() ? null : stages)
                .createdDate(secret.versions().get(id))
                .kmsKeyIds(List.of("DefaultEncryptionKey"))
                .build();
    }
}
