package dev.landfall.network;

/**
 * A block of IPv4 addresses.
 *
 * @param base its first address
 * @param prefix how many leading bits all its addresses share, 0 to 32
 */
public record Cidr(Ipv4 base, int prefix) {
    private static final int BITS = 32;

    public Cidr {
        if (prefix < 0 || prefix > BITS) {
            throw new IllegalArgumentException("A prefix is 0 to 32, not " + prefix);
        }
        if ((base.bits() & ~mask(prefix)) != 0) {
            throw new IllegalArgumentException(base + "/" + prefix + " does not begin at its first address");
        }
    }

    /** Reads {@code 172.31.0.0/16}. @throws IllegalArgumentException for anything else, also for set host bits */
    public static Cidr parse(String text) {
        var slash = text.indexOf('/');
        var digits = slash < 0 ? "" : text.substring(slash + 1);
        if (!digits.matches("[0-9]|[12][0-9]|3[0-2]")) {
            throw new IllegalArgumentException("Not a CIDR block: " + text);
        }
        return new Cidr(Ipv4.parse(text.substring(0, slash)), Integer.parseInt(digits));
    }

    private static int mask(int prefix) {
        return prefix == 0 ? 0 : -1 << (BITS - prefix);
    }

    /** How many addresses it has. */
    public long size() {
        return 1L << (BITS - prefix);
    }

    public boolean contains(Ipv4 address) {
        return (address.bits() & mask(prefix)) == base.bits();
    }

    public boolean overlaps(Cidr other) {
        return contains(other.base) || other.contains(base);
    }

    /** The address at an offset from the first. @throws IllegalArgumentException outside of the block */
    public Ipv4 at(long offset) {
        if (offset < 0 || offset >= size()) {
            throw new IllegalArgumentException(this + " has no address " + offset);
        }
        return base.plus(offset);
    }

    public Ipv4 last() {
        return at(size() - 1);
    }

    /** The nth block of a longer prefix in this one. */
    public Cidr part(int index, int partPrefix) {
        if (partPrefix < prefix || partPrefix > BITS) {
            throw new IllegalArgumentException(this + " has no parts of prefix " + partPrefix);
        }
        return new Cidr(at((long) index << (BITS - partPrefix)), partPrefix);
    }

    @Override
    public String toString() {
        return base + "/" + prefix;
    }
}
