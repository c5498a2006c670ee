package dev.landfall.engine.docker;

import dev.landfall.engine.docker.SandboxMaker.Made;
import java.util.Optional;

/**
 * What stands before the containers of a pod are created: the sandbox they share, or nothing where each has its own.
 *
 * @param namespaces the id of the container whose processes and memory they may share
 */
record Shell(Optional<Made> sandbox, Optional<String> namespaces) {
    static final Shell NONE = new Shell(Optional.empty(), Optional.empty());

    static Shell of(Made made) {
        return new Shell(Optional.of(made), Optional.of(made.id()));
    }

    /** No sandbox, but namespaces to share. */
    static Shell lending(String holderId) {
        return new Shell(Optional.empty(), Optional.of(holderId));
    }

    String sandboxId() {
        return sandbox.map(Made::id).orElseThrow(() -> new IllegalStateException("The pod has no sandbox"));
    }
}
