package dev.landfall.network;

/**
 * An IPv4 address.
 *
 * @param bits its 32 bits, the first octet highest
 */
public record Ipv4(int bits) implements Comparable<Ipv4> {
    private static final int OCTETS = 4;
    private static final int MAX_OCTET = 255;

    /** Reads dotted decimal, four octets without leading zeros. @throws IllegalArgumentException for anything else */
    public static Ipv4 parse(String text) {
        var octets = text.split("\\.", -1);
        if (octets.length != OCTETS) {
            throw malformed(text);
        }
        var bits = 0;
        for (var octet : octets) {
            bits = bits << 8 | octet(octet, text);
        }
        return new Ipv4(bits);
    }

    private static int octet(String octet, String text) {
        var plain = !octet.isEmpty() && octet.length() <= 3 && octet.chars().allMatch(c -> c >= '0' && c <= '9');
        // A leading zero means octal to some readers and decimal to others, so it is no address at all.
        if (!plain || (octet.length() > 1 && octet.charAt(0) == '0')) {
            throw malformed(text);
        }
        var value = Integer.parseInt(octet);
        if (value > MAX_OCTET) {
            throw malformed(text);
        }
        return value;
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException("Not an IPv4 address: " + text);
    }

    /** The address as an unsigned number. */
    public long value() {
        return Integer.toUnsignedLong(bits);
    }

    /** Eight hexadecimal digits, which sort as the addresses do. */
    public String sortable() {
        return String.format("%08x", bits);
    }

    /** The address so many places further. @throws IllegalArgumentException beyond either end of the address space */
    public Ipv4 plus(long offset) {
        var sum = value() + offset;
        if (sum < 0 || sum > 0xffff_ffffL) {
            throw new IllegalArgumentException(this + " plus " + offset + " is no address");
        }
        return new Ipv4((int) sum);
    }

    /** Whether it lies in 127.0.0.0/8. */
    public boolean isLoopback() {
        return bits >>> 24 == 127;
    }

    /** As names spell it: {@code 172-31-0-4}. */
    public String dashed() {
        return toString().replace('.', '-');
    }

    @Override
    public int compareTo(Ipv4 other) {
        return Integer.compareUnsigned(bits, other.bits);
    }

    @Override
    public String toString() {
        return (bits >>> 24) + "." + (bits >>> 16 & 0xff) + "." + (bits >>> 8 & 0xff) + "." + (bits & 0xff);
    }
}
