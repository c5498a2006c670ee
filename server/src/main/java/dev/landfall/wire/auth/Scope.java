package dev.landfall.wire.auth;

/**
 * What a signing key is good for.
 *
 * @param date as {@code yyyyMMdd}
 * @param service its signing name
 */
public record Scope(String date, String region, String service) {
    static final String TERMINATOR = "aws4_request";

    @Override
    public String toString() {
        return date + "/" + region + "/" + service + "/" + TERMINATOR;
    }
}
