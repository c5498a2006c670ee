package dev.landfall.engine.docker;

import dev.landfall.engine.EngineFault;

/** An image could not be brought in, however often it was tried. */
final class PullFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient EngineFault fault;

    PullFailed(EngineFault fault) {
        super(fault.message());
        this.fault = fault;
    }

    EngineFault fault() {
        return fault;
    }
}
