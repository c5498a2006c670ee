package dev.landfall.ecr.repository;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether a tag that exists may move to another image.
 *
 * @param immutable the rule
 * @param exceptions patterns of the tags for which the opposite holds; an asterisk stands for any characters
 */
public record TagMutability(boolean immutable, List<String> exceptions) {
    public static final TagMutability MUTABLE = new TagMutability(false, List.of());

    public TagMutability {
        exceptions = List.copyOf(exceptions);
    }

    public boolean mayMove(String tag) {
        return immutable == exceptions.stream().anyMatch(pattern -> matches(pattern, tag));
    }

    private static boolean matches(String pattern, String tag) {
        var expression =
                Stream.of(pattern.split("\\*+", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return tag.matches(expression);
    }
}
