package dev.landfall.ecs.placement;

/** A query that cannot be read, or cannot be answered in time. */
public final class QueryFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String detail;

    QueryFault(String detail) {
        super(detail);
        this.detail = detail;
    }

    /** What is wrong with it, for whoever wrote it. */
    public String detail() {
        return detail;
    }
}
