package dev.landfall.iam;

import dev.landfall.contract.iam.CreateAccountAliasRequest;
import dev.landfall.contract.iam.CreateAccountAliasResponse;
import dev.landfall.contract.iam.DeleteAccountAliasRequest;
import dev.landfall.contract.iam.DeleteAccountAliasResponse;
import dev.landfall.contract.iam.GetAccountSummaryRequest;
import dev.landfall.contract.iam.GetAccountSummaryResponse;
import dev.landfall.contract.iam.ListAccountAliasesRequest;
import dev.landfall.contract.iam.ListAccountAliasesResponse;
import dev.landfall.contract.iam.SummaryKeyType;
import dev.landfall.store.Key;
import dev.landfall.store.Kind;
import dev.landfall.store.Reader;
import dev.landfall.store.RecordCodec;
import dev.landfall.store.Store;
import dev.landfall.wire.Call;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** The account itself: its alias and how much it holds. */
public final class AccountOperations {
    record Alias(String value) {
        /** By account: each has one at most. */
        static final Kind<Alias> KIND = Kind.of("iam.alias", RecordCodec.of(Alias.class));
    }

    private final Store store;

    public AccountOperations(Store store) {
        this.store = store;
    }

    public CreateAccountAliasResponse createAccountAlias(CreateAccountAliasRequest in, Call call) {
        var alias = new Alias(in.accountAliasOr(""));
        store.transact(tx -> tx.put(Alias.KIND, Key.of(call.realm().account()), alias));
        return CreateAccountAliasResponse.builder().build();
    }

    public ListAccountAliasesResponse listAccountAliases(ListAccountAliasesRequest in, Call call) {
        var alias =
                store.read(reader -> reader.get(Alias.KIND, Key.of(call.realm().account())));
        return ListAccountAliasesResponse.builder()
                .accountAliases(alias.map(Alias::value).stream().toList())
                .isTruncated(false)
                .build();
    }

    public DeleteAccountAliasResponse deleteAccountAlias(DeleteAccountAliasRequest in, Call call) {
        var key = Key.of(call.realm().account());
        store.transact(tx -> {
            var alias = in.accountAliasOr("");
            if (tx.get(Alias.KIND, key).filter(new Alias(alias)::equals).isEmpty()) {
                throw IamFaults.noSuchEntity("The account alias with name " + alias + " cannot be found.");
            }
            return tx.delete(Alias.KIND, key);
        });
        return DeleteAccountAliasResponse.builder().build();
    }

    public GetAccountSummaryResponse getAccountSummary(GetAccountSummaryRequest in, Call call) {
        var account = call.realm().account();
        var summary = new HashMap<String, Integer>();
        store.read(reader -> counts(reader, account)).forEach((key, count) -> summary.put(key.value(), count));
        return GetAccountSummaryResponse.builder().summaryMap(summary).build();
    }

    private static Map<SummaryKeyType, Integer> counts(Reader reader, String account) {
        var counts = new EnumMap<SummaryKeyType, Integer>(SummaryKeyType.class);
        counts.put(SummaryKeyType.ROLES, size(reader, account, IdentityType.ROLE));
        counts.put(SummaryKeyType.USERS, size(reader, account, IdentityType.USER));
        counts.put(SummaryKeyType.GROUPS, size(reader, account, IdentityType.GROUP));
        counts.put(SummaryKeyType.POLICIES, ManagedPolicy.all(reader, account).size());
        counts.put(
                SummaryKeyType.INSTANCE_PROFILES,
                InstanceProfile.all(reader, account).size());
        counts.put(
                SummaryKeyType.ACCOUNT_ACCESS_KEYS_PRESENT,
                Credential.of(reader, account, "").isEmpty() ? 0 : 1);
        return counts;
    }

    private static int size(Reader reader, String account, IdentityType type) {
        return Identities.all(reader, account, type, "/").size();
    }
}
