package dev.landfall.engine.docker;

import dev.landfall.engine.EngineFault;

/** What a pod's containers need together could not be had. */
final class PodFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient EngineFault fault;

    PodFault(EngineFault.Step step, String message) {
        super(message);
        this.fault = new EngineFault(step, message);
    }

    EngineFault fault() {
        return fault;
    }
}
