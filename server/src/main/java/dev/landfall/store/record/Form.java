package dev.landfall.store.record;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** How values of one Java type stand in JSON. */
interface Form {
    void write(JsonGenerator out, Object value);

    /** Reads the value that the source stands at the first token of. */
    Object read(Source in);

    /** What a member that is not there stands for; null when it must be there. */
    default @Nullable Object absent() {
        return null;
    }

    /** Whether a value need not be written, since its absence says the same. */
    default boolean isAbsent(Object value) {
        return false;
    }
}
