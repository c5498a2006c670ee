package dev.landfall.ecr;

import dev.landfall.contract.ecr.ListTagsForResourceRequest;
import dev.landfall.contract.ecr.ListTagsForResourceResponse;
import dev.landfall.contract.ecr.TagResourceRequest;
import dev.landfall.contract.ecr.TagResourceResponse;
import dev.landfall.contract.ecr.UntagResourceRequest;
import dev.landfall.contract.ecr.UntagResourceResponse;
import dev.landfall.ecr.repository.Kinds;
import dev.landfall.ecr.repository.Repositories;
import dev.landfall.store.Store;
import dev.landfall.wire.Call;
import java.util.HashMap;

/** The resource tags of repositories. */
public final class TagOperations {
    private final Store store;

    public TagOperations(Store store) {
        this.store = store;
    }

    public TagResourceResponse tagResource(TagResourceRequest in, Call call) {
        var key = Requests.ofArn(call, in.resourceArn());
        store.transact(tx -> {
            var repository = Repositories.require(tx, key);
            var tags = ResourceTags.add(repository.tags(), in.tagsOrEmpty());
            return tx.put(Kinds.REPOSITORY, key.key(), repository.withTags(tags));
        });
        return TagResourceResponse.builder().build();
    }

    public UntagResourceResponse untagResource(UntagResourceRequest in, Call call) {
        var key = Requests.ofArn(call, in.resourceArn());
        store.transact(tx -> {
            var repository = Repositories.require(tx, key);
            var tags = new HashMap<>(repository.tags());
            in.tagKeysOrEmpty().forEach(tags::remove);
            return tx.put(Kinds.REPOSITORY, key.key(), repository.withTags(tags));
        });
        return UntagResourceResponse.builder().build();
    }

    public ListTagsForResourceResponse listTagsForResource(ListTagsForResourceRequest in, Call call) {
        var key = Requests.ofArn(call, in.resourceArn());
        var repository = store.read(reader -> Repositories.require(reader, key));
        return ListTagsForResourceResponse.builder()
                .tags(ResourceTags.shown(repository.tags()))
                .build();
    }
}
