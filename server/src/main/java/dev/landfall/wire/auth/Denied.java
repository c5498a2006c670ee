package dev.landfall.wire.auth;

/** An action that policies do not allow. Each protocol family has its own code for it; the text says which action. */
public final class Denied extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message such as {@code User: … is not authorized to perform: ecs:RunTask on resource: … because …} */
    public Denied(String message) {
        super(message, null, false, false); // an answer, not an accident: no stack trace
    }

    public String text() {
        return String.valueOf(getMessage());
    }
}
