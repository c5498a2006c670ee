package dev.landfall.contract;

/** A point in time. */
public record TimestampSchema(Format format) implements Schema {
    /** How a timestamp is written. */
    public enum Format {
        /** As the protocol has it: seconds in JSON and CBOR, ISO 8601 in XML and query strings. */
        OF_PROTOCOL,
        EPOCH_SECONDS,
        DATE_TIME,
        HTTP_DATE
    }
}
