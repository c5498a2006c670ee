package dev.landfall.secrets;

import dev.landfall.contract.secretsmanager.GetSecretValueRequest;
import dev.landfall.contract.secretsmanager.GetSecretValueResponse;
import dev.landfall.store.Store;
import dev.landfall.wire.Call;
import dev.landfall.wire.Realm;

/** Secrets as other services read them. Whether they may is theirs to ask. */
public final class SecretValues {
    private final Store store;
    private final ValueOperations values;

    SecretValues(Store store, ValueOperations values) {
        this.store = store;
        this.values = values;
    }

    /** The whole ARN of a secret that is named by less; as given, where there is no such secret. */
    public String arn(Realm realm, String id) {
        return store.read(reader -> SecretIds.find(reader, realm, id))
                .map(Secret::arn)
                .orElseGet(() -> id.startsWith("arn:") ? id : realm.arn("secretsmanager", "secret:" + id));
    }

    /** @throws dev.landfall.contract.Fault as GetSecretValue does */
    public GetSecretValueResponse value(GetSecretValueRequest in, Call call) {
        return values.getSecretValue(in, call);
    }
}
