package dev.landfall.contract;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A structure shape: its members in the model's order, and how to make its record of their values. Members are resolved
 * when first asked for, so shapes may hold each other and a service costs nothing until it is called.
 */
public abstract non-sealed class StructureSchema<T extends Structure> implements Schema {
    private final String name;
    private final boolean sensitive;
    private volatile @Nullable Resolved resolved;

    private record Resolved(List<Member> members, Map<String, Integer> byWireName) {}

    protected StructureSchema(String name) {
        this(name, false);
    }

    protected StructureSchema(String name, boolean sensitive) {
        this.name = name;
        this.sensitive = sensitive;
    }

    /** The members, in the order of the record's components. */
    protected abstract List<Member> declare();

    /** Makes the record; {@code values} are in the order of {@link #members()}, null where absent. */
    public abstract T create(@Nullable Object[] values);

    public final String name() {
        return name;
    }

    @Override
    public final boolean sensitive() {
        return sensitive;
    }

    public final List<Member> members() {
        return resolved().members;
    }

    /** The position of the member that the wire calls so. */
    public final OptionalInt indexOf(String wireName) {
        var index = resolved().byWireName.get(wireName);
        return index == null ? OptionalInt.empty() : OptionalInt.of(index);
    }

    private Resolved resolved() {
        var known = resolved;
        if (known == null) {
            known = resolve(List.copyOf(declare()));
            resolved = known;
        }
        return known;
    }

    private static Resolved resolve(List<Member> members) {
        var byWireName = new HashMap<String, Integer>();
        for (int i = 0; i < members.size(); i++) {
            byWireName.put(members.get(i).wireName(), i);
        }
        return new Resolved(members, byWireName);
    }

    @Override
    public final String toString() {
        return name;
    }
}
