package dev.landfall.ec2;

import org.jspecify.annotations.Nullable;

/** Parameters that an operation cannot do without. */
final class Required {
    private Required() {}

    /** @throws dev.landfall.contract.Fault {@code MissingParameter} when it is absent */
    static <T> T of(@Nullable T value, String parameter) {
        if (value == null || value.equals("")) {
            throw Ec2Faults.missing(parameter);
        }
        return value;
    }
}
