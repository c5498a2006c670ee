package dev.landfall.store.record;

import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonToken;

/** A record as an object with a member for each component that says something. */
final class RecordForm implements Form {
    private final Layout layout;
    private final List<Member> members;
    private final Map<String, Integer> positions = new HashMap<>();

    private record Member(String name, Form form, boolean nullable) {}

    private RecordForm(Layout layout, List<Member> members) {
        this.layout = layout;
        this.members = members;
        for (var i = 0; i < members.size(); i++) {
            positions.put(members.get(i).name(), i);
        }
    }

    static RecordForm of(Class<?> type, Forms forms) {
        var layout = Layout.of(type);
        return new RecordForm(
                layout,
                layout.components().stream()
                        .map(component -> member(component, forms))
                        .toList());
    }

    private static Member member(RecordComponent component, Forms forms) {
        var renamed = component.getAnnotation(StoredAs.class);
        var nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
        var name = renamed == null ? component.getName() : renamed.value();
        return new Member(name, forms.of(component.getGenericType()), nullable);
    }

    @Override
    public void write(JsonGenerator out, Object record) {
        out.writeStartObject();
        writeMembers(out, record);
        out.writeEndObject();
    }

    /** Into an object that was begun already. */
    void writeMembers(JsonGenerator out, Object record) {
        for (var i = 0; i < members.size(); i++) {
            var member = members.get(i);
            var value = layout.value(i, record);
            if (value == null) {
                requireNullable(member);
            } else if (!member.form().isAbsent(value)) {
                out.writeName(member.name());
                member.form().write(out, value);
            }
        }
    }

    @Override
    public Object read(Source in) {
        in.expect(JsonToken.START_OBJECT);
        return readMembers(in);
    }

    /** Up to the end of an object that was begun already. */
    Object readMembers(Source in) {
        var values = new @Nullable Object[members.size()];
        while (in.nextName()) {
            var position = positions.get(in.parser().currentName());
            var token = in.parser().nextToken();
            if (position == null) {
                in.parser().skipChildren(); // a newer or an older program's member
            } else if (token != JsonToken.VALUE_NULL) {
                values[position] = members.get(position).form().read(in);
            }
        }
        in.expect(JsonToken.END_OBJECT);
        fill(values);
        return layout.create(values);
    }

    private void fill(@Nullable Object[] values) {
        for (var i = 0; i < values.length; i++) {
            if (values[i] == null) {
                values[i] = members.get(i).form().absent();
                if (values[i] == null) {
                    requireNullable(members.get(i));
                }
            }
        }
    }

    private void requireNullable(Member member) {
        if (!member.nullable()) {
            throw new MalformedRecord("%s has no %s".formatted(layout.type().getSimpleName(), member.name()));
        }
    }
}
