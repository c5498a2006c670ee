package dev.landfall.contract;

import org.jspecify.annotations.Nullable;

/** A value of a structure shape: one of the generated records. Absent members are null. */
public interface Structure {
    StructureSchema<?> schema();

    /** The value of the member at this position of {@link StructureSchema#members()}. */
    @Nullable
    Object member(int index);
}
