package dev.landfall.engine;

import java.util.Optional;

/**
 * Why an engine could not do as asked.
 *
 * @param message in the engine's words, of which the beginning is kept: strangers may have had a say in them
 * @param pull more of it where an image could not be brought in
 */
public record EngineFault(Step step, String message, Optional<PullFault> pull) {
    private static final int MAX_MESSAGE = 1_024; // nothing longer is told of it

    public EngineFault {
        message = ForeignText.of(message, MAX_MESSAGE);
    }

    public EngineFault(Step step, String message) {
        this(step, message, Optional.empty());
    }

    public static EngineFault of(PullFault pull, String message) {
        return new EngineFault(Step.PULL, message, Optional.of(pull));
    }

    /** At which step; ECS names its errors by it. */
    public enum Step {
        SANDBOX,
        /** Something that the pod needs, and that it may not make itself, is not there. */
        RESOURCE,
        /** A volume of the pod's could not be made. */
        VOLUME,
        /** The pod's limits could not be set. */
        LIMITS,
        PULL,
        CREATE,
        START,
        /** It was started, and the engine does not tell what became of it. */
        INSPECT,
        STOP,
        TIMEOUT,
        /** It was there, and is gone without its end having been seen: someone else removed it. */
        VANISHED,
    }
}
