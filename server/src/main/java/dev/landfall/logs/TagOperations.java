package dev.landfall.logs;

import dev.landfall.contract.logs.ListTagsForResourceRequest;
import dev.landfall.contract.logs.ListTagsForResourceResponse;
import dev.landfall.contract.logs.ListTagsLogGroupRequest;
import dev.landfall.contract.logs.ListTagsLogGroupResponse;
import dev.landfall.contract.logs.TagLogGroupRequest;
import dev.landfall.contract.logs.TagLogGroupResponse;
import dev.landfall.contract.logs.TagResourceRequest;
import dev.landfall.contract.logs.TagResourceResponse;
import dev.landfall.contract.logs.UntagLogGroupRequest;
import dev.landfall.contract.logs.UntagLogGroupResponse;
import dev.landfall.contract.logs.UntagResourceRequest;
import dev.landfall.contract.logs.UntagResourceResponse;
import dev.landfall.store.Store;
import dev.landfall.wire.Call;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Tags of log groups, by ARN and, as it was before, by name. */
public final class TagOperations {
    private final Store store;

    public TagOperations(Store store) {
        this.store = store;
    }

    public TagResourceResponse tagResource(TagResourceRequest in, Call call) {
        tag(call, Groups.nameOf(call.realm(), in.resourceArnOr("")), in.tagsOrEmpty());
        return TagResourceResponse.builder().build();
    }

    public UntagResourceResponse untagResource(UntagResourceRequest in, Call call) {
        untag(call, Groups.nameOf(call.realm(), in.resourceArnOr("")), in.tagKeysOrEmpty());
        return UntagResourceResponse.builder().build();
    }

    public ListTagsForResourceResponse listTagsForResource(ListTagsForResourceRequest in, Call call) {
        return ListTagsForResourceResponse.builder()
                .tags(tags(call, Groups.nameOf(call.realm(), in.resourceArnOr(""))))
                .build();
    }

    public TagLogGroupResponse tagLogGroup(TagLogGroupRequest in, Call call) {
        tag(call, in.logGroupNameOr(""), in.tagsOrEmpty());
        return TagLogGroupResponse.builder().build();
    }

    public UntagLogGroupResponse untagLogGroup(UntagLogGroupRequest in, Call call) {
        untag(call, in.logGroupNameOr(""), in.tagsOrEmpty());
        return UntagLogGroupResponse.builder().build();
    }

    public ListTagsLogGroupResponse listTagsLogGroup(ListTagsLogGroupRequest in, Call call) {
        return ListTagsLogGroupResponse.builder()
                .tags(tags(call, in.logGroupNameOr("")))
                .build();
    }

    private void tag(Call call, String name, Map<String, String> more) {
        update(call, name, tags -> {
            tags.putAll(more);
            Tags.check(tags, Group.arn(call.realm(), name));
            return tags;
        });
    }

    private void untag(Call call, String name, Collection<String> keys) {
        update(call, name, tags -> {
            keys.forEach(tags::remove);
            return tags;
        });
    }

    private void update(Call call, String name, UnaryOperator<Map<String, String>> change) {
        store.transact(tx -> {
            var group = Groups.get(tx, call.realm(), name);
            var changed = group.withTags(change.apply(new HashMap<>(group.tags())));
            return tx.put(Group.KIND, Group.key(call.realm(), name), changed);
        });
    }

    private Map<String, String> tags(Call call, String name) {
        return store.read(reader -> Groups.get(reader, call.realm(), name).tags());
    }
}
