package dev.landfall.store.record;

import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** A value that may be missing: itself, or not written at all. */
record OptionalForm(Form value) implements Form {
    @Override
    public void write(JsonGenerator out, Object optional) {
        ((Optional<?>) optional).ifPresentOrElse(present -> value.write(out, present), out::writeNull);
    }

    @Override
    public Object read(Source in) {
        return Optional.of(value.read(in));
    }

    @Override
    public Object absent() {
        return Optional.empty();
    }

    @Override
    public boolean isAbsent(Object optional) {
        return ((Optional<?>) optional).isEmpty();
    }
}
