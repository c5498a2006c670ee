package dev.landfall.ecr;

import dev.landfall.contract.ecr.Tag;
import dev.landfall.ecr.repository.EcrFaults;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The tags of repositories: AWS's resource tags, not those of images. */
final class ResourceTags {
    private static final int MAX = 50; // AWS: tags per resource
    private static final int MAX_KEY_LENGTH = 128;
    private static final int MAX_VALUE_LENGTH = 256;

    private ResourceTags() {}

    /** What a repository has after these were added. */
    static Map<String, String> add(Map<String, String> present, List<Tag> added) {
        var all = new LinkedHashMap<>(present);
        for (var tag : added) {
            all.put(key(tag), value(tag));
        }
        if (all.size() > MAX) {
            throw EcrFaults.tooManyTags(MAX);
        }
        return all;
    }

    static List<Tag> shown(Map<String, String> tags) {
        return new TreeMap<>(tags)
                .entrySet().stream()
                        .map(tag -> Tag.builder()
                                .key(tag.getKey())
                                .value(tag.getValue())
                                .build())
                        .toList();
    }

    private static String key(Tag tag) {
        var key = tag.keyOr("");
        if (key.isEmpty() || key.length() > MAX_KEY_LENGTH) {
            throw EcrFaults.invalidTag("A tag key has 1 to " + MAX_KEY_LENGTH + " characters");
        }
        if (key.regionMatches(true, 0, "aws:", 0, 4)) {
            throw EcrFaults.invalidTag("Tag keys beginning with aws: are reserved for system use");
        }
        return key;
    }

    private static String value(Tag tag) {
        var value = tag.valueOr("");
        if (value.length() > MAX_VALUE_LENGTH) {
            throw EcrFaults.invalidTag("A tag value has at most " + MAX_VALUE_LENGTH + " characters");
        }
        return value;
    }
}
