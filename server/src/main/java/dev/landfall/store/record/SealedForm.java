package dev.landfall.store.record;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonToken;

/** One of a closed set of records: an object that begins with the case's name. */
final class SealedForm implements Form {
    private static final String CASE = "_is";

    private final Class<?> type;
    private final Map<Class<?>, Case> cases = new HashMap<>();
    private final Map<String, Case> byName = new HashMap<>();

    private record Case(String name, RecordForm form) {}

    private SealedForm(Class<?> type) {
        this.type = type;
    }

    static SealedForm of(Class<?> type, Forms forms) {
        var sealed = new SealedForm(type);
        records(type).distinct().forEach(record -> sealed.add(record, RecordForm.of(record, forms)));
        return sealed;
    }

    private static Stream<Class<?>> records(Class<?> type) {
        if (type.isSealed()) {
            return Arrays.stream(type.getPermittedSubclasses()).flatMap(SealedForm::records);
        }
        if (type.isRecord()) {
            return Stream.of(type);
        }
        throw new IllegalArgumentException(type + " cannot be stored: the cases of a sealed type must be records");
    }

    private void add(Class<?> record, RecordForm form) {
        var renamed = record.getAnnotation(StoredAs.class);
        var each = new Case(renamed == null ? record.getSimpleName() : renamed.value(), form);
        cases.put(record, each);
        if (byName.put(each.name(), each) != null) {
            throw new IllegalArgumentException("Two cases of " + type + " are called " + each.name());
        }
    }

    @Override
    public void write(JsonGenerator out, Object value) {
        var known = cases.get(value.getClass());
        if (known == null) {
            throw new IllegalArgumentException(value.getClass() + " is no case of " + type);
        }
        out.writeStartObject();
        out.writeName(CASE);
        out.writeString(known.name());
        known.form().writeMembers(out, value);
        out.writeEndObject();
    }

    @Override
    public Object read(Source in) {
        in.expect(JsonToken.START_OBJECT);
        if (!in.nextName() || !in.parser().currentName().equals(CASE)) {
            throw new MalformedRecord("%s does not begin with its case".formatted(type.getSimpleName()));
        }
        in.parser().nextToken();
        var known = byName.get(in.text());
        if (known == null) {
            throw new MalformedRecord("no case of %s is called %s".formatted(type.getSimpleName(), in.text()));
        }
        return known.form().readMembers(in);
    }
}
