package dev.landfall.secrets;

import dev.landfall.contract.secretsmanager.Filter;
import dev.landfall.contract.secretsmanager.FilterNameStringType;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Whether secrets are among those that a request's filters want: all filters, any of a filter's values. */
final class Filters {
    private Filters() {}

    static void check(Filter filter) {
        if (filter.key() == null || filter.valuesOrEmpty().isEmpty()) {
            throw SecretsFaults.invalid("Filters: each has a Key and Values.");
        }
    }

    static boolean match(List<Filter> filters, Secret secret) {
        return filters.stream()
                .allMatch(filter -> filter.valuesOrEmpty().stream()
                        .anyMatch(value -> matches(filter.keyOr(FilterNameStringType.ALL), value, secret)));
    }

    /** A value with {@code !} before it wants the others. */
    private static boolean matches(FilterNameStringType key, String value, Secret secret) {
        return value.startsWith("!") ? !begins(key, value.substring(1), secret) : begins(key, value, secret);
    }

    private static boolean begins(FilterNameStringType key, String value, Secret secret) {
        return switch (key) {
            case NAME -> secret.name().startsWith(value);
            case TAG_KEY -> secret.tags().keySet().stream().anyMatch(tag -> tag.startsWith(value));
            case TAG_VALUE -> secret.tags().values().stream().anyMatch(tag -> tag.startsWith(value));
            case DESCRIPTION -> words(secret.description().stream(), value);
            case ALL ->
                words(
                        Stream.of(
                                        Stream.of(secret.name()),
                                        secret.description().stream(),
                                        secret.tags().keySet().stream(),
                                        secret.tags().values().stream())
                                .flatMap(texts -> texts),
                        value);
            // No secret here is a replica or another service's.
            case PRIMARY_REGION, OWNING_SERVICE -> false;
        };
    }

    private static boolean words(Stream<String> texts, String value) {
        var wanted = value.toLowerCase(Locale.ROOT);
        return texts.map(text -> text.toLowerCase(Locale.ROOT))
                .anyMatch(text -> text.startsWith(wanted)
                        || Stream.of(text.split("[ /_+=.@-]", -1)).anyMatch(word -> word.startsWith(wanted)));
    }
}
