package dev.landfall.store.record;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;

/** The forms of values without parts. */
final class Scalars {
    private static final Form TEXT = form(JsonGenerator::writeString, String.class, Source::text);
    private static final Form INT = form(
            (out, value) -> out.writeNumber(value),
            Integer.class,
            in -> in.parser().getIntValue());
    private static final Form LONG = form(
            (out, value) -> out.writeNumber(value),
            Long.class,
            in -> in.parser().getLongValue());
    private static final Form DOUBLE = form(Scalars::writeDouble, Double.class, Scalars::readDouble);
    private static final Form BOOLEAN =
            form(JsonGenerator::writeBoolean, Boolean.class, in -> in.parser().getBooleanValue());

    static final Map<Class<?>, Form> ALL = Map.ofEntries(
            Map.entry(String.class, TEXT),
            Map.entry(int.class, INT),
            Map.entry(Integer.class, INT),
            Map.entry(long.class, LONG),
            Map.entry(Long.class, LONG),
            Map.entry(double.class, DOUBLE),
            Map.entry(Double.class, DOUBLE),
            Map.entry(boolean.class, BOOLEAN),
            Map.entry(Boolean.class, BOOLEAN),
            Map.entry(
                    byte[].class,
                    form(
                            JsonGenerator::writeBinary,
                            byte[].class,
                            in -> in.parser().getBinaryValue())),
            Map.entry(Instant.class, text(Instant.class, Instant::parse)),
            Map.entry(Duration.class, text(Duration.class, Duration::parse)));

    private Scalars() {}

    /** A value that its own text tells whole. */
    static <T> Form text(Class<T> type, Function<String, T> parse) {
        return form((out, value) -> out.writeString(value.toString()), type, in -> parse.apply(in.text()));
    }

    static <T> Form form(BiConsumer<JsonGenerator, T> write, Class<T> type, Function<Source, T> read) {
        return new Form() {
            @Override
            public void write(JsonGenerator out, Object value) {
                write.accept(out, type.cast(value));
            }

            @Override
            public Object read(Source in) {
                return read.apply(in);
            }
        };
    }

    /** JSON has no numbers for these three, so they are texts. */
    private static void writeDouble(JsonGenerator out, Double value) {
        if (Double.isFinite(value)) {
            out.writeNumber(value);
        } else {
            out.writeString(value.toString());
        }
    }

    private static Double readDouble(Source in) {
        return in.parser().currentToken().isNumeric() ? in.parser().getDoubleValue() : Double.valueOf(in.text());
    }
}
