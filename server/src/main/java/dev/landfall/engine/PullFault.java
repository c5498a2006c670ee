package dev.landfall.engine;

/**
 * How the bringing in of an image failed.
 *
 * @param tries how often it was tried
 */
public record PullFault(Stage stage, Problem problem, int tries) {
    /** How far it had come. */
    public enum Stage {
        /** The registry had not said yet what the image consists of. */
        MANIFEST,
        LAYERS,
    }

    /** What stood in the way. */
    public enum Problem {
        /** The registry does not have it. */
        MISSING,
        /** There is no login for the registry. */
        NO_LOGIN,
        /** The registry does not give it to this user, or says no more than that. */
        DENIED,
        /** It has no image for this kind of machine. */
        OTHER_PLATFORM,
        /** The registry could not be talked to, or the talk broke off. */
        UNREACHABLE,
        TOO_MANY_REQUESTS,
        /** The registry answered with an error of its own. */
        UNEXPECTED_STATUS,
        /** The registry did not say what the image consists of within the time there is for that. */
        NO_MANIFEST_IN_TIME,
        /** The image did not come within the time there is for all of it. */
        NOT_IN_TIME,
        /** This machine's disk is full. */
        NO_SPACE,
        OTHER,
    }
}
