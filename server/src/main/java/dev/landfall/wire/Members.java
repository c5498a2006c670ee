package dev.landfall.wire;

import dev.landfall.contract.Structure;
import java.util.List;
import java.util.Optional;

/** Reads a member of any request by its name, for rules that hold for every request that has such a member. */
public final class Members {
    private Members() {}

    /** A string that was given, or the value of an enum. */
    public static Optional<String> text(Structure in, String wireName) {
        return value(in, wireName).map(Object::toString);
    }

    /** The strings of a list; none where the request has no such list or it was not given. */
    public static List<String> texts(Structure in, String wireName) {
        return value(in, wireName).orElse(List.of()) instanceof List<?> list
                ? list.stream().map(Object::toString).toList()
                : List.of();
    }

    private static Optional<Object> value(Structure in, String wireName) {
        var index = in.schema().indexOf(wireName);
        return index.isEmpty() ? Optional.empty() : Optional.ofNullable(in.member(index.getAsInt()));
    }
}
