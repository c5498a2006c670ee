package dev.landfall.engine;

/** Why an engine could not do as asked. */
public record EngineFault(Step step, String message) {
    /** At which step; ECS names its errors by it. */
    public enum Step {
        SANDBOX,
        PULL,
        PULL_AUTHENTICATION,
        CREATE,
        START,
        STOP,
        TIMEOUT,
        /** It was there, and is gone without its end having been seen: someone else removed it. */
        VANISHED,
    }
}
