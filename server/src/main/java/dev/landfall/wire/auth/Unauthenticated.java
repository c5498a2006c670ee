package dev.landfall.wire.auth;

/** Why it is not known who sent a request. The reason decides the error's code, which differs between services. */
public final class Unauthenticated extends Exception {
    private static final long serialVersionUID = 1L;

    /** What is wrong. */
    public enum Reason {
        /** Not signed at all. */
        MISSING,
        /** Signed in a form that AWS does not have. */
        INCOMPLETE,
        /** Nobody has this key, or the session token is not the key's. */
        UNKNOWN_KEY,
        /** The signature is of other words, or of another secret. */
        MISMATCH,
        /** Signed too long ago, or in the future. */
        STALE,
        /** The temporary credentials have ended. */
        EXPIRED
    }

    private final Reason reason;
    private final String text;

    public Unauthenticated(Reason reason, String text) {
        super(text, null, false, false); // an answer, not an accident: no stack trace
        this.reason = reason;
        this.text = text;
    }

    public Reason reason() {
        return reason;
    }

    /** As AWS words it. */
    public String text() {
        return text;
    }
}
