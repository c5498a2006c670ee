package dev.landfall.ecs;

import dev.landfall.contract.ecs.Tag;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** The rules that AWS has for tags, and how they are merged. */
public final class Tags {
    private static final int MAX_TAGS = 50;
    private static final int MAX_KEY_LENGTH = 128;
    private static final int MAX_VALUE_LENGTH = 256;

    private Tags() {}

    /** The tags as given, or a fault that names what is wrong with them. */
    public static List<Tag> checked(List<Tag> tags) {
        var seen = new java.util.HashSet<String>();
        for (var tag : tags) {
            var key = Objects.requireNonNullElse(tag.key(), "");
            if (key.isEmpty() || key.length() > MAX_KEY_LENGTH) {
                throw EcsFaults.invalidParameter("Tag key must be between 1 and 128 characters long.");
            }
            if (tag.valueOr("").length() > MAX_VALUE_LENGTH) {
                throw EcsFaults.invalidParameter("Tag value for key '" + key + "' is longer than 256 characters.");
            }
            if (key.toLowerCase(java.util.Locale.ROOT).startsWith("aws:")) {
                throw EcsFaults.invalidParameter("Tag keys that start with aws: are reserved for system use.");
            }
            if (!seen.add(key)) {
                throw EcsFaults.invalidParameter(
                        "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
            }
        }
        return bounded(tags);
    }

    /** What is there with newer tags laid over it. */
    public static List<Tag> merged(List<Tag> present, List<Tag> added) {
        var all = new LinkedHashMap<String, Tag>();
        present.forEach(tag -> all.put(tag.keyOr(""), tag));
        checked(added).forEach(tag -> all.put(tag.keyOr(""), tag));
        return bounded(List.copyOf(all.values()));
    }

    public static List<Tag> without(List<Tag> present, List<String> keys) {
        var gone = Set.copyOf(keys);
        var kept = new ArrayList<Tag>();
        present.stream().filter(tag -> !gone.contains(tag.keyOr(""))).forEach(kept::add);
        return List.copyOf(kept);
    }

    private static List<Tag> bounded(List<Tag> tags) {
        if (tags.size() > MAX_TAGS) {
            throw EcsFaults.invalidParameter("Too many tags: a resource can have at most " + MAX_TAGS + ".");
        }
        return tags;
    }
}
