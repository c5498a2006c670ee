package dev.landfall.ecr.blob;

import java.io.IOException;

/** Why a blob could not be taken in. Nothing of it is visible afterwards. */
public abstract sealed class BlobFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BlobFault(String message, Throwable cause) {
        super(message, cause);
    }

    BlobFault(String message) {
        super(message);
    }

    /** What arrived is not what its digest says. The upload is gone. */
    public static final class DigestMismatch extends BlobFault {
        private static final long serialVersionUID = 1L;

        DigestMismatch(Digest expected, Digest actual) {
            super("The content has the digest " + actual + ", not " + expected);
        }
    }

    /** The blob is larger than the registry takes. The upload is gone. */
    public static final class TooLarge extends BlobFault {
        private static final long serialVersionUID = 1L;

        TooLarge(long limitBytes) {
            super("A layer may have " + limitBytes + " bytes at most");
        }
    }

    /** Another request is writing to the same upload. */
    public static final class Busy extends BlobFault {
        private static final long serialVersionUID = 1L;

        Busy() {
            super("Another request is writing to this upload");
        }
    }

    /** More uploads are open than the registry keeps. */
    public static final class TooManyUploads extends BlobFault {
        private static final long serialVersionUID = 1L;

        TooManyUploads(int limit) {
            super("More than " + limit + " uploads are open; finish or cancel one, or try again later");
        }
    }

    /** The disk did not take it, most often because it is full. The upload is gone, so its space is free again. */
    public static final class Storage extends BlobFault {
        private static final long serialVersionUID = 1L;
        private final boolean full;

        Storage(IOException cause) {
            super(describe(cause), cause);
            this.full = isFull(cause);
        }

        /** True when there was no space (or quota) left, false for any other failure of the disk. */
        public boolean full() {
            return full;
        }

        private static String describe(IOException cause) {
            return isFull(cause) ? "no space left on device" : "the registry's disk failed";
        }

        // Java tells errno only in the message: ENOSPC, EDQUOT and EFBIG as the C library words them.
        private static boolean isFull(IOException cause) {
            var message = String.valueOf(cause.getMessage());
            return message.contains("No space left")
                    || message.contains("quota exceeded")
                    || message.contains("File too large");
        }
    }
}
