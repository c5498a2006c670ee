package dev.landfall.ec2;

import dev.landfall.network.Cidr;
import dev.landfall.network.Ipv4;
import dev.landfall.network.SecurityRule.Peer;
import java.net.Inet6Address;
import java.util.Locale;

/** The blocks of addresses that rules name. */
final class CidrText {
    private static final int IPV4_BITS = 32;
    private static final int IPV6_BITS = 128;

    private CidrText() {}

    /** A block, whose address may be any in it: EC2 keeps the first. */
    static Peer.Ipv4Range ipv4(String text) {
        var slash = text.indexOf('/');
        try {
            var prefix = prefix(text, slash, IPV4_BITS);
            var mask = prefix == 0 ? 0 : -1 << (IPV4_BITS - prefix);
            var base = new Ipv4(Ipv4.parse(text.substring(0, slash)).bits() & mask);
            return new Peer.Ipv4Range(new Cidr(base, prefix).toString());
        } catch (IllegalArgumentException e) {
            throw malformed(text);
        }
    }

    static Peer.Ipv6Range ipv6(String text) {
        var slash = text.indexOf('/');
        try {
            var prefix = prefix(text, slash, IPV6_BITS);
            var address = text.substring(0, slash);
            var unused = Inet6Address.ofLiteral(address);
            return new Peer.Ipv6Range(address.toLowerCase(Locale.ROOT) + "/" + prefix);
        } catch (IllegalArgumentException e) {
            throw malformed(text);
        }
    }

    private static int prefix(String text, int slash, int most) {
        var digits = text.substring(slash + 1);
        if (slash < 0 || !digits.matches("\\d{1,3}") || Integer.parseInt(digits) > most) {
            throw new IllegalArgumentException(text);
        }
        return Integer.parseInt(digits);
    }

    private static RuntimeException malformed(String text) {
        return Ec2Faults.invalid("CIDR block " + text + " is malformed");
    }
}
