package dev.landfall.logs.storage;

/** The files cannot be read or written now: the disk is full, broken or gone. Nothing of the call took effect. */
public final class StorageFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StorageFault(String message, Throwable cause) {
        super(message + ": " + cause.getMessage(), cause);
    }
}
