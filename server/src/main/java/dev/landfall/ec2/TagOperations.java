package dev.landfall.ec2;

import dev.landfall.contract.ec2.CreateTagsRequest;
import dev.landfall.contract.ec2.CreateTagsResponse;
import dev.landfall.contract.ec2.DeleteTagsRequest;
import dev.landfall.contract.ec2.DeleteTagsResponse;
import dev.landfall.contract.ec2.DescribeTagsRequest;
import dev.landfall.contract.ec2.DescribeTagsResponse;
import dev.landfall.contract.ec2.Tag;
import dev.landfall.contract.ec2.TagDescription;
import dev.landfall.ec2.Listing.Selection;
import dev.landfall.network.Interfaces;
import dev.landfall.network.ResourceTags;
import dev.landfall.network.SecurityGroups;
import dev.landfall.store.Reader;
import dev.landfall.store.Store;
import dev.landfall.wire.Call;
import dev.landfall.wire.PageTokens;
import dev.landfall.wire.Realm;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** Tags on anything that has an EC2 id. */
public final class TagOperations {
    private static final String BETWEEN = "\u0002"; // sorts before all that ids and keys are made of

    private static final Listing<TagDescription> LISTING = new Listing<>(
            tag -> tag.resourceId() + BETWEEN + tag.key(),
            Ec2Faults::invalidId,
            "resources",
            new Filters<TagDescription>()
                    .on("key", TagDescription::key)
                    .on("value", TagDescription::value)
                    .on("resource-id", TagDescription::resourceId)
                    .on("resource-type", TagDescription::resourceType)
                    .tagged(tag -> List.of(new Tag(tag.key(), tag.value()))));

    private final Store store;
    private final Resources resources;
    private final PageTokens tokens;

    public TagOperations(Store store, Interfaces interfaces, SecurityGroups groups, PageTokens tokens) {
        this.store = store;
        this.resources = new Resources(interfaces, groups);
        this.tokens = tokens;
    }

    public CreateTagsResponse createTags(CreateTagsRequest in, Call call) {
        if (in.tagsOrEmpty().isEmpty()) {
            throw Ec2Faults.missing("Tag");
        }
        return store.transact(tx -> {
            for (var id : ids(tx, call.realm(), in.resourcesOrEmpty())) {
                Tags.put(tx, call.realm(), id, in.tagsOrEmpty());
            }
            DryRun.end(in.dryRun());
            return CreateTagsResponse.builder().build();
        });
    }

    public DeleteTagsResponse deleteTags(DeleteTagsRequest in, Call call) {
        return store.transact(tx -> {
            for (var id : ids(tx, call.realm(), in.resourcesOrEmpty())) {
                var tags = ResourceTags.of(tx, call.realm(), id);
                if (in.tagsOrEmpty().isEmpty()) {
                    tags.clear();
                }
                in.tagsOrEmpty().forEach(tag -> remove(tags, tag));
                ResourceTags.put(tx, call.realm(), id, tags);
            }
            DryRun.end(in.dryRun());
            return DeleteTagsResponse.builder().build();
        });
    }

    /** A tag given with a value goes only where it has that value. */
    private static void remove(SortedMap<String, String> tags, Tag tag) {
        if (tag.value() == null) {
            tags.remove(tag.keyOr(""));
        } else {
            tags.remove(tag.keyOr(""), tag.value());
        }
    }

    private List<String> ids(Reader reader, Realm realm, List<String> given) {
        if (given.isEmpty()) {
            throw Ec2Faults.missing("ResourceId");
        }
        given.forEach(id -> resources.require(reader, realm, id));
        return given;
    }

    public DescribeTagsResponse describeTags(DescribeTagsRequest in, Call call) {
        var all = store.<List<TagDescription>>read(reader -> shapes(reader, call.realm()));
        var page = LISTING.page(
                all, new Selection(call, in, List.of(), in.filtersOrEmpty(), in.maxResults(), in.nextToken()), tokens);
        DryRun.end(in.dryRun());
        return DescribeTagsResponse.builder()
                .tags(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static List<TagDescription> shapes(Reader reader, Realm realm) {
        var shapes = new ArrayList<TagDescription>();
        ResourceTags.all(reader, realm)
                .forEach((id, tags) -> tags.entrySet().stream()
                        .sorted(java.util.Map.Entry.comparingByKey())
                        .forEach(tag -> shapes.add(TagDescription.builder()
                                .resourceId(id)
                                .resourceType(Resources.type(id).orElse(null))
                                .key(tag.getKey())
                                .value(tag.getValue())
                                .build())));
        return shapes;
    }
}
