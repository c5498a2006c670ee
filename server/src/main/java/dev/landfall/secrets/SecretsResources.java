package dev.landfall.secrets;

import dev.landfall.contract.Structure;
import dev.landfall.store.Store;
import dev.landfall.wire.Call;
import dev.landfall.wire.Members;
import dev.landfall.wire.ResourceNames;
import java.util.List;

/** Which secret a call touches, by its whole ARN where there is one; the random end of a new one is not yet known. */
final class SecretsResources implements ResourceNames {
    private final Store store;

    SecretsResources(Store store) {
        this.store = store;
    }

    @Override
    public List<String> resourcesOf(String operation, Structure in, Call call) {
        var given = operation.equals("CreateSecret") ? Members.text(in, "Name") : Members.text(in, "SecretId");
        return given.map(id -> List.of(store.read(reader -> SecretIds.find(reader, call.realm(), id))
                        .map(Secret::arn)
                        .orElseGet(
                                () -> id.startsWith("arn:") ? id : call.realm().arn("secretsmanager", "secret:" + id))))
                .orElse(ANYTHING);
    }
}
