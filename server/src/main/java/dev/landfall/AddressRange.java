package dev.landfall;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A block of IPv4 addresses in CIDR form.
 *
 * @param base the first address as a number, its host bits zero
 * @param prefixLength bits that all addresses of the block share, 8 to 30
 */
public record AddressRange(int base, int prefixLength) {
    private static final Pattern CIDR = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})/(\\d{1,2})");

    public AddressRange {
        if (prefixLength < 8 || prefixLength > 30) {
            throw new IllegalArgumentException("a prefix length is 8 to 30, not " + prefixLength);
        }
        if ((base & ~mask(prefixLength)) != 0) {
            throw new IllegalArgumentException(
                    "it starts inside the block; write " + dotted(base & mask(prefixLength)) + "/" + prefixLength);
        }
    }

    /** Reads {@code a.b.c.d/n}; throws IllegalArgumentException with a reason a person can act on. */
    public static AddressRange parse(String text) {
        Matcher cidr = CIDR.matcher(text);
        if (!cidr.matches()) {
            throw new IllegalArgumentException("expected a block of IPv4 addresses such as 127.64.0.0/16");
        }
        int base = 0;
        for (int octet = 1; octet <= 4; octet++) {
            int value = Integer.parseInt(cidr.group(octet));
            if (value > 255) {
                throw new IllegalArgumentException(value + " is no part of an IPv4 address");
            }
            base = base << 8 | value;
        }
        return new AddressRange(base, Integer.parseInt(cidr.group(5)));
    }

    public boolean contains(int address) {
        return (address & mask(prefixLength)) == base;
    }

    public boolean overlaps(AddressRange other) {
        return contains(other.base) || other.contains(base);
    }

    /** The address at a distance from the first one, dotted. */
    public String address(int offset) {
        return dotted(base + offset);
    }

    public boolean isLoopback() {
        return base >>> 24 == 127;
    }

    /** The number an IPv4 address stands for; empty for IPv6. */
    public static Optional<Integer> number(InetAddress address) {
        byte[] octets = address.getAddress();
        return octets.length == 4 ? Optional.of(ByteBuffer.wrap(octets).getInt()) : Optional.empty();
    }

    @Override
    public String toString() {
        return dotted(base) + "/" + prefixLength;
    }

    private static int mask(int prefixLength) {
        return -1 << (32 - prefixLength);
    }

    private static String dotted(int address) {
        int[] octets = {address >>> 24, address >>> 16 & 255, address >>> 8 & 255, address & 255};
        return String.join(
                ".", Arrays.stream(octets).mapToObj(Integer::toString).toList());
    }
}
