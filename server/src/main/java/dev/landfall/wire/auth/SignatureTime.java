package dev.landfall.wire.auth;

import dev.landfall.wire.http.HttpRequest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/**
 * When a request says it was signed.
 *
 * @param text in the basic form of ISO 8601, as the string to sign holds it
 */
record SignatureTime(Instant at, String text) {
    private static final DateTimeFormatter BASIC =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    static String format(Instant at) {
        return BASIC.format(at);
    }

    /** From X-Amz-Date or, as the oldest clients have it, Date. */
    static SignatureTime of(HttpRequest request) throws Unauthenticated {
        var own = request.header("x-amz-date");
        if (own.isPresent()) {
            return parse(own.get());
        }
        var date = request.header("date");
        if (date.isEmpty()) {
            throw SignatureReader.incomplete(
                    "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
        }
        try {
            var at = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date.get()));
            return new SignatureTime(at, format(at));
        } catch (DateTimeParseException notHttp) {
            return parse(date.get());
        }
    }

    static SignatureTime parse(String text) throws Unauthenticated {
        try {
            return new SignatureTime(Instant.from(BASIC.parse(text)), text);
        } catch (DateTimeParseException unreadable) {
            throw SignatureReader.incomplete("Date must be in ISO-8601 'basic format'. Got '"
                    + (text.length() <= 64 ? text : text.substring(0, 64))
                    + "'. See http://en.wikipedia.org/wiki/ISO_8601");
        }
    }
}
