package dev.landfall.ec2;

import dev.landfall.contract.ec2.Filter;
import dev.landfall.contract.ec2.Tag;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The filters that a describing operation knows, and what each looks at. All given filters must match, by any value. */
final class Filters<T> {
    private static final int MAX_VALUES = 200; // AWS's limit for a call
    private static final String TAG = "tag:";

    private final Map<String, Function<T, Stream<@Nullable String>>> known = new HashMap<>();
    private @Nullable Function<T, List<Tag>> tags;

    /** A filter on one member of the resource. */
    Filters<T> on(String name, Function<T, @Nullable Object> member) {
        return onAny(name, resource -> Stream.of(text(member.apply(resource))));
    }

    /** A filter on a member of the resource's parts; one that matches will do. */
    Filters<T> onAny(String name, Function<T, Stream<@Nullable String>> members) {
        known.put(name, members);
        return this;
    }

    /** Filters on what no resource here ever has: AWS knows them, and they match nothing. */
    Filters<T> absent(String... names) {
        for (var name : names) {
            known.put(name, resource -> Stream.of());
        }
        return this;
    }

    /** The filters {@code tag:<key>} and {@code tag-key}. */
    Filters<T> tagged(Function<T, List<Tag>> ofResource) {
        tags = ofResource;
        return onAny("tag-key", resource -> ofResource.apply(resource).stream().map(Tag::key));
    }

    /** @throws dev.landfall.contract.Fault for a filter that the operation does not know */
    Predicate<T> matching(List<Filter> filters) {
        if (filters.stream().mapToInt(filter -> filter.valuesOrEmpty().size()).sum() > MAX_VALUES) {
            throw Ec2Faults.tooManyFilterValues(MAX_VALUES);
        }
        return filters.stream().map(this::matching).reduce(resource -> true, Predicate::and);
    }

    private Predicate<T> matching(Filter filter) {
        var members = members(filter.nameOr(""));
        var values = filter.valuesOrEmpty().stream().map(Wildcard::new).toList();
        return resource -> members.apply(resource)
                .filter(Objects::nonNull)
                .anyMatch(member -> values.stream().anyMatch(value -> value.matches(member)));
    }

    private Function<T, Stream<@Nullable String>> members(String name) {
        var ofResource = tags;
        if (ofResource != null && name.startsWith(TAG)) {
            var key = name.substring(TAG.length());
            return resource -> ofResource.apply(resource).stream()
                    .filter(tag -> key.equals(tag.key()))
                    .map(Tag::value);
        }
        var members = known.get(name);
        if (members == null) {
            throw Ec2Faults.filterInvalid(name);
        }
        return members;
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
