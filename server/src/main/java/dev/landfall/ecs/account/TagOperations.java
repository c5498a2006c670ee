package dev.landfall.ecs.account;

import dev.landfall.contract.ecs.*;
import dev.landfall.ecs.EcsFaults;
import dev.landfall.ecs.Tags;
import dev.landfall.store.Reader;
import dev.landfall.store.Store;
import dev.landfall.wire.Call;
import dev.landfall.wire.Realm;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tags of every ECS resource, by its ARN. */
public final class TagOperations {
    private final Store store;
    private final List<Tagged<?>> kinds;

    public TagOperations(Store store, List<Tagged<?>> kinds) {
        this.store = store;
        this.kinds = List.copyOf(kinds);
    }

    public TagResourceResponse tagResource(TagResourceRequest in, Call call) {
        var added = in.tagsOrEmpty();
        store.transact(tx -> {
            resource(tx, call.realm(), in.resourceArn()).retag(tx, present -> Tags.merged(present, added));
            return true;
        });
        return TagResourceResponse.builder().build();
    }

    public UntagResourceResponse untagResource(UntagResourceRequest in, Call call) {
        var keys = in.tagKeysOrEmpty();
        store.transact(tx -> {
            resource(tx, call.realm(), in.resourceArn()).retag(tx, present -> Tags.without(present, keys));
            return true;
        });
        return UntagResourceResponse.builder().build();
    }

    public ListTagsForResourceResponse listTagsForResource(ListTagsForResourceRequest in, Call call) {
        return store.read(reader -> ListTagsForResourceResponse.builder()
                .tags(resource(reader, call.realm(), in.resourceArn()).tags())
                .build());
    }

    private Tagged.Found<?> resource(Reader reader, Realm realm, @Nullable String arn) {
        if (arn == null || !arn.startsWith("arn:")) {
            throw EcsFaults.invalidParameter(
                    "The specified resourceArn is not valid. Specify a valid ARN and try again.");
        }
        return kinds.stream()
                .flatMap(kind -> found(kind, reader, realm, arn).stream())
                .findFirst()
                .orElseThrow(() -> EcsFaults.invalidParameter(
                        "The specified resource was not found. Specify a valid resource ARN and try again."));
    }

    private static Optional<? extends Tagged.Found<?>> found(Tagged<?> kind, Reader reader, Realm realm, String arn) {
        return kind.find(reader, realm, arn);
    }
}
