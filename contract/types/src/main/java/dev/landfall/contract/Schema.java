package dev.landfall.contract;

/**
 * What AWS's model says about a shape: its type and its constraints. Codecs and the validator walk schemas, so that no
 * shape needs code of its own.
 *
 * <p>The Java value of each: a structure is a {@link Structure}, a list a {@code List}, a map a {@code Map} with
 * {@code String} keys, a string a {@code String}, an enum a {@link WireEnum}, a number an {@code Integer},
 * {@code Long}, {@code Float} or {@code Double}, a timestamp an {@code Instant}, a blob a {@code byte[]}, and a document
 * is made of maps, lists, strings, numbers and booleans.
 */
public sealed interface Schema
        permits StructureSchema,
                ListSchema,
                MapSchema,
                StringSchema,
                EnumSchema,
                NumberSchema,
                BooleanSchema,
                TimestampSchema,
                BlobSchema,
                DocumentSchema {

    /** Whether values must stay out of logs and texts. */
    default boolean sensitive() {
        return false;
    }
}
