package dev.landfall.ec2;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A protocol and its ports as a rule has them.
 *
 * @param protocol a name where EC2 has one, else its number; {@code -1} for all
 * @param from first port, or ICMP type; -1 for all
 * @param to last port, or ICMP code; -1 for all
 */
record Traffic(String protocol, int from, int to) {
    private static final int MAX_PORT = 65_535;
    private static final int MAX_PROTOCOL = 255;
    private static final int MAX_ICMP = 255;
    private static final int EVERY = -1;

    private static final Map<String, String> NAMES = Map.of(
            "6", "tcp",
            "17", "udp",
            "1", "icmp",
            "58", "icmpv6",
            "all", Permissions.ALL);

    /** @throws dev.landfall.contract.Fault for what is no protocol or no range of ports */
    static Traffic of(@Nullable String protocol, @Nullable Integer from, @Nullable Integer to) {
        var name = Required.of(protocol, "ipProtocol").toLowerCase(Locale.ROOT);
        name = NAMES.getOrDefault(name, name);
        return switch (name) {
            case "tcp", "udp" -> ports(name, from, to);
            case "icmp", "icmpv6" -> icmp(name, from, to);
            default -> whole(name);
        };
    }

    private static Traffic ports(String protocol, @Nullable Integer from, @Nullable Integer to) {
        if (from == null || to == null) {
            throw Ec2Faults.invalid("Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.");
        }
        if (from == EVERY && to == EVERY) {
            return new Traffic(protocol, 0, MAX_PORT);
        }
        if (from < 0 || to > MAX_PORT || from > to) {
            throw Ec2Faults.invalid("Invalid value '" + from + ":" + to + "' for portRange.");
        }
        return new Traffic(protocol, from, to);
    }

    private static Traffic icmp(String protocol, @Nullable Integer type, @Nullable Integer code) {
        var from = type == null ? EVERY : type;
        var to = code == null ? EVERY : code;
        if (from < EVERY || from > MAX_ICMP || to < EVERY || to > MAX_ICMP) {
            throw Ec2Faults.invalid("ICMP code (" + to + ") or type (" + from + ") is out of range");
        }
        return new Traffic(protocol, from, to);
    }

    /** Of any other protocol, all traffic: EC2 ignores the ports. */
    private static Traffic whole(String protocol) {
        var known = protocol.equals(Permissions.ALL)
                || (protocol.matches("\\d{1,3}") && Integer.parseInt(protocol) <= MAX_PROTOCOL);
        if (!known) {
            throw Ec2Faults.invalid("Invalid value '" + protocol + "' for IP protocol. Unknown protocol.");
        }
        return new Traffic(protocol, EVERY, EVERY);
    }
}
