package dev.landfall.iam;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One page of a list, as IAM cuts them: by a marker that stands for the last name of the page before. */
record Listing<T>(
        List<T> items, boolean isTruncated, @Nullable String marker) {
    private static final int DEFAULT_ITEMS = 100;

    static <T> Listing<T> of(
            List<T> all, Function<T, String> name, @Nullable String marker, @Nullable Integer maxItems) {
        var limit = maxItems == null ? DEFAULT_ITEMS : maxItems;
        var after = marker == null ? "" : decode(marker);
        var rest = all.stream()
                .sorted((a, b) -> name.apply(a).compareTo(name.apply(b)))
                .filter(item -> name.apply(item).compareTo(after) > 0)
                .toList();
        if (rest.size() <= limit) {
            return new Listing<>(rest, false, null);
        }
        var page = rest.subList(0, limit);
        return new Listing<>(page, true, encode(name.apply(page.getLast())));
    }

    private static String encode(String name) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(name.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String marker) {
        try {
            return new String(Base64.getUrlDecoder().decode(marker), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw IamFaults.validation("Invalid Marker.");
        }
    }
}
