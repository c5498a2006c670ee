package dev.landfall.ec2;

import dev.landfall.contract.ec2.Tag;
import dev.landfall.contract.ec2.TagSpecification;
import dev.landfall.network.ResourceTags;
import dev.landfall.store.Reader;
import dev.landfall.store.Transaction;
import dev.landfall.wire.Realm;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Tags between their documents and their shapes, within AWS's limits. */
final class Tags {
    private static final int MAX_PER_RESOURCE = 50;
    private static final int MAX_KEY = 128;
    private static final int MAX_VALUE = 256;

    private Tags() {}

    static List<Tag> of(Reader reader, Realm realm, String resourceId) {
        return shapes(ResourceTags.of(reader, realm, resourceId));
    }

    static List<Tag> shapes(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    /** The tags for a resource that is about to be made. @throws dev.landfall.contract.Fault when they may not be */
    static Map<String, String> specified(List<TagSpecification> specifications, String resourceType) {
        var tags = new TreeMap<String, String>();
        for (var specification : specifications) {
            if (!resourceType.equals(specification.resourceType())) {
                throw Ec2Faults.invalid("'" + specification.resourceTypeOr("")
                        + "' is not a valid taggable resource type for this operation.");
            }
            specification.tagsOrEmpty().forEach(tag -> add(tags, tag));
        }
        return tags;
    }

    static void put(Transaction tx, Realm realm, String resourceId, List<Tag> more) {
        var tags = ResourceTags.of(tx, realm, resourceId);
        more.forEach(tag -> add(tags, tag));
        ResourceTags.put(tx, realm, resourceId, tags);
    }

    private static void add(Map<String, String> tags, Tag tag) {
        var key = tag.keyOr("");
        var value = tag.valueOr("");
        if (key.isEmpty() || key.length() > MAX_KEY) {
            throw Ec2Faults.invalid("Tag key must be 1 to " + MAX_KEY + " characters long.");
        }
        if (value.length() > MAX_VALUE) {
            throw Ec2Faults.invalid("Tag value exceeds the maximum length of " + MAX_VALUE + " characters.");
        }
        if (hasControl(key) || hasControl(value)) {
            throw Ec2Faults.invalid("Tags must not contain control characters.");
        }
        if (key.toLowerCase(java.util.Locale.ROOT).startsWith("aws:")) {
            throw Ec2Faults.invalid("Tag keys starting with 'aws:' are reserved for internal use");
        }
        tags.put(key, value);
        if (tags.size() > MAX_PER_RESOURCE) {
            throw Ec2Faults.tagLimitExceeded(MAX_PER_RESOURCE);
        }
    }

    private static boolean hasControl(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }
}
