package dev.landfall.ecs.configuration;

/** A service did not give what was asked of it. Says no value of any secret. */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String requestId;
    private final String code;
    private final String text;
    private final boolean modelled;

    private Refused(int status, String requestId, String code, String text, boolean modelled) {
        super(code + ": " + text, null, false, false); // an answer, not an accident: no stack trace
        this.status = status;
        this.requestId = requestId;
        this.code = code;
        this.text = text;
        this.modelled = modelled;
    }

    /** An error that the operation's model lists. */
    public static Refused listed(int status, String requestId, String code, String text) {
        return new Refused(status, requestId, code, text, true);
    }

    /** An error that any operation may answer with, such as {@code AccessDeniedException}. */
    public static Refused unlisted(int status, String requestId, String code, String text) {
        return new Refused(status, requestId, code, text, false);
    }

    /** The code and the words after it. */
    public String words() {
        return code + ": " + text;
    }

    /** The words without the code. */
    public String text() {
        return text;
    }

    /** As Fargate tells it, which quotes its SDK. @param operation such as {@code ECR: GetAuthorizationToken} */
    public String of(String operation) {
        return "operation error " + operation + ", https response error StatusCode: " + status + ", RequestID: "
                + requestId + ", " + (modelled ? "" : "api error ") + words();
    }
}
