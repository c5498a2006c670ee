package dev.landfall.ssm;

import dev.landfall.contract.ssm.Tag;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tags between AWS's shape and ours. */
final class Tags {
    private static final int MOST = 50;

    private Tags() {}

    /** @throws dev.landfall.contract.Fault when there are too many, or one is AWS's own */
    static Map<String, String> merged(Map<String, String> before, Collection<Tag> more) {
        var all = new HashMap<>(before);
        for (var tag : more) {
            if (tag.keyOr("").toLowerCase(Locale.ROOT).startsWith("aws:")) {
                throw SsmFaults.validation("The tag key " + tag.keyOr("") + " can't be prefixed with \"aws:\".");
            }
            all.put(tag.keyOr(""), tag.valueOr(""));
        }
        if (all.size() > MOST) {
            throw SsmFaults.tooManyTags(MOST);
        }
        return all;
    }

    static List<Tag> shapes(Map<String, String> tags) {
        return tags.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }
}
