package dev.landfall.ssm;

import dev.landfall.contract.Fault;
import dev.landfall.contract.ssm.AddTagsToResourceRequest;
import dev.landfall.contract.ssm.AddTagsToResourceResponse;
import dev.landfall.contract.ssm.ListTagsForResourceRequest;
import dev.landfall.contract.ssm.ListTagsForResourceResponse;
import dev.landfall.contract.ssm.RemoveTagsFromResourceRequest;
import dev.landfall.contract.ssm.RemoveTagsFromResourceResponse;
import dev.landfall.contract.ssm.ResourceTypeForTagging;
import dev.landfall.store.Reader;
import dev.landfall.store.Store;
import dev.landfall.wire.Call;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Tags of parameters. */
public final class TagOperations {
    private final Store store;

    public TagOperations(Store store) {
        this.store = store;
    }

    public AddTagsToResourceResponse addTagsToResource(AddTagsToResourceRequest in, Call call) {
        check(in.resourceType());
        update(call, in.resourceIdOr(""), tags -> Tags.merged(tags, in.tagsOrEmpty()));
        return AddTagsToResourceResponse.builder().build();
    }

    public RemoveTagsFromResourceResponse removeTagsFromResource(RemoveTagsFromResourceRequest in, Call call) {
        check(in.resourceType());
        update(call, in.resourceIdOr(""), tags -> {
            var rest = new HashMap<>(tags);
            in.tagKeysOrEmpty().forEach(rest::remove);
            return rest;
        });
        return RemoveTagsFromResourceResponse.builder().build();
    }

    public ListTagsForResourceResponse listTagsForResource(ListTagsForResourceRequest in, Call call) {
        check(in.resourceType());
        return ListTagsForResourceResponse.builder()
                .tagList(Tags.shapes(store.read(
                        reader -> parameter(reader, call, in.resourceIdOr("")).tags())))
                .build();
    }

    private static void check(@Nullable ResourceTypeForTagging type) {
        if (type != ResourceTypeForTagging.PARAMETER) {
            throw SsmFaults.invalidResourceType();
        }
    }

    private void update(Call call, String id, UnaryOperator<Map<String, String>> change) {
        store.transact(tx -> {
            var parameter = parameter(tx, call, id);
            var changed = parameter.withTags(change.apply(parameter.tags()));
            return tx.put(Parameter.KIND, Parameter.key(call.realm(), parameter.name()), changed);
        });
    }

    private static Parameter parameter(Reader reader, Call call, String id) {
        try {
            return Parameters.get(reader, call.realm(), id);
        } catch (Fault unknown) {
            throw SsmFaults.invalidResourceId(id);
        }
    }
}
