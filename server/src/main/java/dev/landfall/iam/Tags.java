package dev.landfall.iam;

import dev.landfall.contract.iam.Tag;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Tags on their way in and out. */
final class Tags {
    private static final int MAX = 50;

    private Tags() {}

    static Map<String, String> of(List<Tag> tags) {
        var map = new TreeMap<String, String>();
        for (var tag : tags) {
            if (map.put(tag.keyOr(""), tag.valueOr("")) != null) {
                throw IamFaults.invalidInput(
                        "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
            }
        }
        return checked(map);
    }

    static Map<String, String> with(Map<String, String> old, List<Tag> more) {
        var all = new HashMap<>(old);
        all.putAll(of(more));
        return checked(all);
    }

    static Map<String, String> without(Map<String, String> old, List<String> keys) {
        var rest = new HashMap<>(old);
        keys.forEach(rest::remove);
        return rest;
    }

    private static Map<String, String> checked(Map<String, String> tags) {
        if (tags.size() > MAX) {
            throw IamFaults.limitExceeded("The number of tags has reached the maximum limit.");
        }
        if (tags.keySet().stream().anyMatch(key -> key.startsWith("aws:"))) {
            throw IamFaults.invalidInput("Tag keys that begin with aws: are reserved.");
        }
        return tags;
    }

    static List<Tag> listed(Map<String, String> tags) {
        return new TreeMap<>(tags)
                .entrySet().stream()
                        .map(entry -> Tag.builder()
                                .key(entry.getKey())
                                .value(entry.getValue())
                                .build())
                        .toList();
    }
}
