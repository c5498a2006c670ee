package dev.landfall.s3;

/** Why an object cannot be had, as S3 answers. */
public final class S3Fault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final String text;

    /** @param status of HTTP; 0 when there was no answer */
    public S3Fault(int status, String code, String text) {
        super(code + ": " + text, null, false, false); // an answer, not an accident: no stack trace
        this.status = status;
        this.code = code;
        this.text = text;
    }

    /** As a client learns it that asks for the object's head, where no words come with the status. */
    static S3Fault notFound() {
        return new S3Fault(404, "NotFound", "Not Found");
    }

    static S3Fault forbidden() {
        return new S3Fault(403, "Forbidden", "Forbidden");
    }

    static S3Fault tooLarge() {
        return new S3Fault(400, "EntityTooLarge", "The object is larger than " + Buckets.MOST_BYTES + " bytes");
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    public String text() {
        return text;
    }
}
