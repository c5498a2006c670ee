package dev.landfall.ecs.configuration;

/** A task cannot have what it asks for, and is not started. */
public final class Unavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String text;

    Unavailable(String text) {
        super(text, null, false, false); // an answer, not an accident: no stack trace
        this.text = text;
    }

    /** What needs an execution role has none. @param resource as the agent calls it */
    static Unavailable withoutRole(String resource) {
        return new Unavailable(resource + ": unable to find execution role credentials");
    }

    /** A log router's configuration cannot be had. @see <a href="https://github.com/aws/amazon-ecs-agent">the agent</a> */
    static Unavailable routerFile(String why) {
        return new Unavailable("unable to download firelens s3 config file: " + why);
    }

    static Unavailable routerFile(ObjectPlace place, String why) {
        return routerFile(
                "unable to download s3 config " + place.key() + " from bucket " + place.bucket() + ": " + why);
    }

    /** The task's {@code stoppedReason}, in AWS's words. */
    public String text() {
        return text;
    }
}
