package dev.landfall.iam.policy;

import java.math.BigDecimal;
import java.net.InetAddress;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntPredicate;

/** How values are compared. What cannot be read as the operator's type is unlike everything. */
final class Comparisons {
    private static final int MAX_DIGITS = 40; // more are no number anyone means

    private Comparisons() {}

    static boolean same(String wanted, String given, AccessRequest request) {
        return Pattern.literal(wanted, request).filter(given::equals).isPresent();
    }

    static boolean sameInAnyCase(String wanted, String given, AccessRequest request) {
        return Pattern.literal(wanted, request).filter(given::equalsIgnoreCase).isPresent();
    }

    static boolean like(String wanted, String given, AccessRequest request) {
        return Pattern.of(wanted, request).filter(p -> p.matches(given)).isPresent();
    }

    static Operator.Comparison number(IntPredicate order) {
        return ordered(Comparisons::parseNumber, order);
    }

    static Operator.Comparison date(IntPredicate order) {
        return ordered(Comparisons::parseDate, order);
    }

    private static <T extends Comparable<? super T>> Operator.Comparison ordered(
            Function<String, Optional<T>> parse, IntPredicate order) {
        return (wanted, given, request) -> {
            var bound = Pattern.literal(wanted, request).flatMap(parse);
            var value = parse.apply(given);
            return bound.isPresent()
                    && value.isPresent()
                    && order.test(value.get().compareTo(bound.get()));
        };
    }

    private static Optional<BigDecimal> parseNumber(String text) {
        try {
            return text.length() > MAX_DIGITS || text.contains("e") || text.contains("E")
                    ? Optional.empty()
                    : Optional.of(new BigDecimal(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** A W3C date, with or without a time, or seconds since 1970. */
    private static Optional<Instant> parseDate(String text) {
        try {
            if (text.matches("-?\\d{1,12}")) {
                return Optional.of(Instant.ofEpochSecond(Long.parseLong(text)));
            }
            return Optional.of(
                    text.contains("T")
                            ? OffsetDateTime.parse(text).toInstant()
                            : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** An address within a range such as {@code 203.0.113.0/24}. */
    static boolean address(String wanted, String given, AccessRequest request) {
        try {
            var slash = wanted.indexOf('/');
            var base = InetAddress.ofLiteral(slash < 0 ? wanted : wanted.substring(0, slash))
                    .getAddress();
            var address = InetAddress.ofLiteral(given).getAddress();
            var bits = slash < 0 ? base.length * 8 : Integer.parseInt(wanted.substring(slash + 1));
            return base.length == address.length
                    && bits >= 0
                    && bits <= base.length * 8
                    && sameBits(base, address, bits);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean sameBits(byte[] a, byte[] b, int bits) {
        var whole = bits / 8;
        var rest = bits % 8;
        var mask = (0xff << (8 - rest)) & 0xff;
        return Arrays.equals(a, 0, whole, b, 0, whole) && (rest == 0 || (a[whole] & mask) == (b[whole] & mask));
    }
}
