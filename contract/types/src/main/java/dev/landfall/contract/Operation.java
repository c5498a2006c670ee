package dev.landfall.contract;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An operation of a service. All chosen services speak through POST to {@code /}, so it has no path of its own.
 *
 * @param name as the wire has it, such as {@code RunTask}
 * @param wrapper the element that holds the answer in the query protocol, null in the others
 * @param errors those the model lists
 * @param page how its answers are paged, null where they are not
 * @param unsigned whether it is called without a signature
 */
public record Operation<I extends Structure, O extends Structure>(
        String name,
        StructureSchema<I> input,
        StructureSchema<O> output,
        @Nullable String wrapper,
        List<ErrorType> errors,
        @Nullable Pagination page,
        boolean unsigned) {

    public Optional<String> resultWrapper() {
        return Optional.ofNullable(wrapper);
    }

    public Optional<Pagination> pagination() {
        return Optional.ofNullable(page);
    }
}
