package dev.landfall.store.record;

/** A stored document that is not what its type wants. */
public final class MalformedRecord extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedRecord(String message) {
        super(message);
    }

    MalformedRecord(String message, Throwable cause) {
        super(message, cause);
    }
}
