package dev.landfall.logs;

import dev.landfall.contract.logs.DeleteRetentionPolicyRequest;
import dev.landfall.contract.logs.DeleteRetentionPolicyResponse;
import dev.landfall.contract.logs.PutRetentionPolicyRequest;
import dev.landfall.contract.logs.PutRetentionPolicyResponse;
import dev.landfall.store.Store;
import dev.landfall.wire.Call;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** How long a group's events live. */
public final class RetentionOperations {
    private static final SortedSet<Integer> DAYS = new TreeSet<>(List.of(
            1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653));

    private final Store store;

    public RetentionOperations(Store store) {
        this.store = store;
    }

    public PutRetentionPolicyResponse putRetentionPolicy(PutRetentionPolicyRequest in, Call call) {
        var days = in.retentionInDaysOr(0);
        if (!DAYS.contains(days)) {
            throw LogsFaults.invalidParameter("1 validation error detected: Value '" + days
                    + "' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set: "
                    + DAYS);
        }
        retain(call, in.logGroupNameOr(""), Optional.of(days));
        return PutRetentionPolicyResponse.builder().build();
    }

    public DeleteRetentionPolicyResponse deleteRetentionPolicy(DeleteRetentionPolicyRequest in, Call call) {
        retain(call, in.logGroupNameOr(""), Optional.empty());
        return DeleteRetentionPolicyResponse.builder().build();
    }

    private void retain(Call call, String name, Optional<Integer> days) {
        store.transact(tx -> {
            var group = Groups.get(tx, call.realm(), name);
            return tx.put(Group.KIND, Group.key(call.realm(), name), group.withRetention(days));
        });
    }
}
