package dev.landfall.ssm;

import dev.landfall.contract.Fault;
import dev.landfall.contract.ssm.DeleteParameterRequest;
import dev.landfall.contract.ssm.DeleteParameterResponse;
import dev.landfall.contract.ssm.DeleteParametersRequest;
import dev.landfall.contract.ssm.DeleteParametersResponse;
import dev.landfall.store.Key;
import dev.landfall.store.Scan;
import dev.landfall.store.Store;
import dev.landfall.store.Transaction;
import dev.landfall.wire.Call;
import dev.landfall.wire.Realm;
import java.util.ArrayList;
import java.util.LinkedHashSet;

/** Deletes parameters with all their versions. */
public final class DeleteOperations {
    private final Store store;

    public DeleteOperations(Store store) {
        this.store = store;
    }

    public DeleteParameterResponse deleteParameter(DeleteParameterRequest in, Call call) {
        store.transact(tx -> delete(tx, call.realm(), in.nameOr("")));
        return DeleteParameterResponse.builder().build();
    }

    public DeleteParametersResponse deleteParameters(DeleteParametersRequest in, Call call) {
        var deleted = new ArrayList<String>();
        var invalid = new ArrayList<String>();
        store.transact(tx -> {
            for (var name : new LinkedHashSet<>(in.namesOrEmpty())) {
                try {
                    delete(tx, call.realm(), name);
                    deleted.add(name);
                } catch (Fault unknown) {
                    invalid.add(name);
                }
            }
            return deleted.size();
        });
        return DeleteParametersResponse.builder()
                .deletedParameters(deleted)
                .invalidParameters(invalid)
                .build();
    }

    private static boolean delete(Transaction tx, Realm realm, String given) {
        var key = Parameter.key(realm, Parameters.get(tx, realm, given).name());
        return erase(tx, key);
    }

    /** Takes a parameter away with everything it ever said. */
    static boolean erase(Transaction tx, Key parameter) {
        tx.list(Version.KIND, Scan.under(parameter)).forEach(version -> tx.delete(Version.KIND, version.key()));
        return tx.delete(Parameter.KIND, parameter);
    }
}
