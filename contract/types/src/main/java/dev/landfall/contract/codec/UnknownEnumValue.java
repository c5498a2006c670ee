package dev.landfall.contract.codec;

import dev.landfall.contract.Violation;

/** A value outside the closed set its shape allows. AWS answers it as it does a failed validation. */
public final class UnknownEnumValue extends CodecException {
    private final transient Violation violation;

    UnknownEnumValue(Violation violation) {
        super(violation.path(), violation.constraint());
        this.violation = violation;
    }

    /** As the validator would have reported it. */
    public Violation violation() {
        return violation;
    }
}
