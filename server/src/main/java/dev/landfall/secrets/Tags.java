package dev.landfall.secrets;

import dev.landfall.contract.secretsmanager.Tag;
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
            if (tag.keyOr("").isEmpty()
                    || tag.keyOr("").toLowerCase(Locale.ROOT).startsWith("aws:")) {
                throw SecretsFaults.invalid("Tags: a Key is not empty and does not begin with aws:.");
            }
            all.put(tag.keyOr(""), tag.valueOr(""));
        }
        if (all.size() > MOST) {
            throw SecretsFaults.invalid("Tags: a secret can have no more than " + MOST + " tags.");
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
