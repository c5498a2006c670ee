package dev.landfall.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The members of an error that has none but its message. */
public record ErrorBody(@Nullable String message) implements Structure {
    public static final StructureSchema<ErrorBody> SCHEMA = new StructureSchema<>("Error") {
        @Override
        protected List<Member> declare() {
            return List.of(Member.of("message", StringSchema.PLAIN));
        }

        @Override
        public ErrorBody create(@Nullable Object[] values) {
            return new ErrorBody((String) values[0]);
        }
    };

    @Override
    public StructureSchema<ErrorBody> schema() {
        return SCHEMA;
    }

    @Override
    public @Nullable Object member(int index) {
        return message;
    }
}
