package dev.landfall.contract.codec;

import dev.landfall.contract.TimestampSchema.Format;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Timestamps as AWS's protocols write them. */
final class Timestamps {
    // The years 1 to 9999, which every one of the formats can write.
    private static final BigDecimal FIRST = BigDecimal.valueOf(-62_135_596_800L);
    private static final BigDecimal LAST = BigDecimal.valueOf(253_402_300_799L);
    private static final int DECIMALS_LIMIT = 100; // rounding 1e-999999999 would take all memory
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Timestamps() {}

    static Instant ofSeconds(BigDecimal seconds) {
        if (seconds.scale() > DECIMALS_LIMIT || seconds.compareTo(FIRST) < 0 || seconds.compareTo(LAST) > 0) {
            throw new MalformedDocument("Timestamp is out of range");
        }
        var whole = seconds.setScale(0, RoundingMode.FLOOR);
        return Instant.ofEpochSecond(
                whole.longValue(),
                seconds.subtract(whole)
                        .movePointRight(9)
                        .setScale(0, RoundingMode.DOWN)
                        .longValue());
    }

    static Instant ofSeconds(double seconds) {
        if (!Double.isFinite(seconds)) {
            throw new MalformedDocument("Timestamp is out of range");
        }
        return ofSeconds(BigDecimal.valueOf(seconds));
    }

    /** Seconds since 1970, with as many decimals as it takes. */
    static BigDecimal seconds(Instant instant) {
        var seconds = BigDecimal.valueOf(instant.getEpochSecond()).add(BigDecimal.valueOf(instant.getNano(), 9));
        return instant.getNano() == 0 ? seconds.setScale(0, RoundingMode.DOWN) : seconds.stripTrailingZeros();
    }

    /** Reads the format asked for; where the protocol decides, either ISO 8601 or seconds, as AWS's servers do. */
    static Instant parse(Format format, String text) {
        try {
            return switch (format) {
                case HTTP_DATE -> Instant.from(HTTP_DATE.parse(text));
                case EPOCH_SECONDS -> ofSeconds(decimal(text));
                case DATE_TIME -> dateTime(text);
                case OF_PROTOCOL -> text.contains("T") ? dateTime(text) : ofSeconds(decimal(text));
            };
        } catch (DateTimeException | NumberFormatException unreadable) {
            throw new MalformedDocument("Unable to parse the timestamp");
        }
    }

    private static BigDecimal decimal(String text) {
        if (text.length() > 40) {
            throw new NumberFormatException("too long for a timestamp");
        }
        return new BigDecimal(text);
    }

    private static Instant dateTime(String text) {
        var instant = text.endsWith("Z")
                ? Instant.parse(text)
                : OffsetDateTime.parse(text.length() == 19 ? text + "Z" : text).toInstant();
        return ofSeconds(seconds(instant));
    }

    /** ISO 8601 in UTC, at least to the millisecond where there is a fraction. */
    static String text(Format format, Instant instant) {
        return switch (format) {
            case HTTP_DATE -> HTTP_DATE.format(instant);
            case EPOCH_SECONDS -> seconds(instant).toPlainString();
            case DATE_TIME, OF_PROTOCOL -> instant.toString();
        };
    }
}
