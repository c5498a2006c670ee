package dev.landfall.logs;

import java.util.Map;
import java.util.regex.Pattern;

/** What AWS asks of tags. */
final class Tags {
    private static final int MAX = 50;
    private static final Pattern KEY = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]{1,128}");
    private static final Pattern VALUE = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]{0,256}");

    private Tags() {}

    static void check(Map<String, String> tags, String arn) {
        if (tags.size() > MAX) {
            throw LogsFaults.tooManyTags(arn);
        }
        tags.forEach((key, value) -> {
            if (!KEY.matcher(key).matches() || key.startsWith("aws:")) {
                throw LogsFaults.invalidParameter("The tag key '" + key + "' at 'tags' is invalid.");
            }
            if (!VALUE.matcher(value).matches()) {
                throw LogsFaults.invalidParameter("The value of the tag '" + key + "' at 'tags' is invalid.");
            }
        });
    }
}
