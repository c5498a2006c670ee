package dev.landfall.wire;

import dev.landfall.contract.Fault;
import java.util.function.Function;

/** A body that is not taken, and how each dialect says so. */
final class BodyRefused extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Function<Dialect, Fault> fault;

    private BodyRefused(Function<Dialect, Fault> fault) {
        super("The body was refused", null, false, false); // an answer, not an accident: no stack trace
        this.fault = fault;
    }

    static BodyRefused tooLarge() {
        return new BodyRefused(dialect -> dialect.tooLarge(Bodies.MOST_BYTES));
    }

    static BodyRefused malformed(String why) {
        return new BodyRefused(dialect -> dialect.malformed(why));
    }

    static BodyRefused overloaded() {
        return new BodyRefused(Dialect::overloaded);
    }

    Fault in(Dialect dialect) {
        return fault.apply(dialect);
    }
}
