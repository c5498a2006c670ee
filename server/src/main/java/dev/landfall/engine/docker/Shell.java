package dev.landfall.engine.docker;

import dev.landfall.engine.docker.SandboxMaker.Made;
import java.util.Optional;

/** What stands before the containers of a pod are created: the sandbox they share, or nothing where each has its own. */
record Shell(Optional<Made> sandbox) {
    static final Shell NONE = new Shell(Optional.empty());

    static Shell of(Made made) {
        return new Shell(Optional.of(made));
    }

    String sandboxId() {
        return sandbox.map(Made::id).orElseThrow(() -> new IllegalStateException("The pod has no sandbox"));
    }
}
