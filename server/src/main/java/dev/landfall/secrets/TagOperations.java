package dev.landfall.secrets;

import dev.landfall.contract.secretsmanager.TagResourceRequest;
import dev.landfall.contract.secretsmanager.TagResourceResponse;
import dev.landfall.contract.secretsmanager.UntagResourceRequest;
import dev.landfall.contract.secretsmanager.UntagResourceResponse;
import dev.landfall.store.Store;
import dev.landfall.wire.Call;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Tags of secrets. */
public final class TagOperations {
    private final Store store;

    TagOperations(Store store) {
        this.store = store;
    }

    public TagResourceResponse tagResource(TagResourceRequest in, Call call) {
        update(call, in.secretIdOr(""), tags -> Tags.merged(tags, in.tagsOrEmpty()));
        return TagResourceResponse.builder().build();
    }

    public UntagResourceResponse untagResource(UntagResourceRequest in, Call call) {
        update(call, in.secretIdOr(""), tags -> {
            var rest = new HashMap<>(tags);
            in.tagKeysOrEmpty().forEach(rest::remove);
            return rest;
        });
        return UntagResourceResponse.builder().build();
    }

    private void update(Call call, String id, UnaryOperator<Map<String, String>> change) {
        store.transact(tx -> {
            var secret = SecretIds.inUse(tx, call.realm(), id);
            return Versions.put(tx, call.realm(), secret.withTags(change.apply(secret.tags())));
        });
    }
}
