package dev.landfall.network.nftables;

import dev.landfall.network.Cidr;
import dev.landfall.network.Ipv4;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The words that tell the kernel what an instance wants, in a table of its own: nobody else's rules are read or changed.
 *
 * @param table its name
 * @param pool the public addresses
 * @param block the private addresses of containers
 */
record Ruleset(String table, Cidr pool, Cidr block) {
    static final String PREFIX = "landfall_";
    static final String PUBLIC = "public";
    static final String TRANSLATE = "translate_local";
    static final String HIDE = "hide_source";

    private static final String RANGE = "(\\d+(?:\\.\\d+){3}(?:/\\d+)?)";
    private static final Pattern POOL = Pattern.compile("ip daddr " + RANGE + " dnat");
    private static final Pattern BLOCK = Pattern.compile("ip daddr " + RANGE + " ct status dnat masquerade");
    private static final int WHOLE_ADDRESS = 32;
    private static final int MAX_NAME_LENGTH = 100; // the kernel has room for 255

    static Ruleset of(String instance, Cidr pool, Cidr block) {
        return new Ruleset(tableOf(instance), pool, block);
    }

    /** The name of an instance's table. @throws IllegalArgumentException when the instance's is too long */
    static String tableOf(String instance) {
        var name = PREFIX + instance.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9]", "_");
        if (name.length() > MAX_NAME_LENGTH) {
            throw new IllegalArgumentException("The instance's name is longer than an nftables table's may be");
        }
        return name;
    }

    /** The same table over other ranges, as far as they are known. */
    Ruleset over(Optional<Cidr> otherPool, Optional<Cidr> otherBlock) {
        return new Ruleset(table, otherPool.orElse(pool), otherBlock.orElse(block));
    }

    /** The public addresses that a chain called {@link #TRANSLATE} is for, as nft prints it. */
    static Optional<Cidr> poolIn(String chain) {
        return range(POOL, chain);
    }

    /** The private addresses that a chain called {@link #HIDE} is for, as nft prints it. */
    static Optional<Cidr> blockIn(String chain) {
        return range(BLOCK, chain);
    }

    private static Optional<Cidr> range(Pattern pattern, String chain) {
        return pattern.matcher(chain)
                .results()
                .map(found -> found.group(1))
                .map(text -> Cidr.parse(text.contains("/") ? text : text + "/" + WHOLE_ADDRESS))
                .findFirst();
    }

    /** Removes the table, also where there is none. */
    String removal() {
        return removal(table);
    }

    static String removal(String table) {
        return removal("ip", table);
    }

    static String removal(String family, String table) {
        return "add table %1$s %2$s%ndelete table %1$s %2$s%n".formatted(family, table);
    }

    /**
     * The whole table anew, whatever it was before.
     *
     * <p>Docker's own chains stand at the usual priorities; ours come first for destinations, so a public address is
     * translated before anybody else looks at it.
     */
    String whole(Map<Ipv4, Ipv4> addresses) {
        return removal() + """
                table ip %1$s {
                  map public { type ipv4_addr : ipv4_addr; }
                  # Pairs of a public address and the private one it stands for now. A connection made for another pair is stale.
                  set current { type ipv4_addr . ipv4_addr; }
                  chain refuse {
                    meta l4proto tcp reject with tcp reset
                    reject with icmp type port-unreachable
                  }
                  # Only the asking side: the refusal itself is an answer, and must get out.
                  chain check {
                    ct direction original ct original ip daddr %2$s ct original ip daddr . ct reply ip saddr != @current goto refuse
                  }
                  chain translate_remote {
                    type nat hook prerouting priority -110; policy accept;
                    ip daddr %2$s dnat to ip daddr map @public
                  }
                  chain translate_local {
                    type nat hook output priority -110; policy accept;
                    ip daddr %2$s dnat to ip daddr map @public
                  }
                  # Containers cannot answer a loopback address, nor a neighbour that called them by a public one.
                  chain hide_source {
                    type nat hook postrouting priority 90; policy accept;
                    ip saddr { 127.0.0.0/8, %3$s } ip daddr %3$s ct status dnat masquerade
                  }
                  chain check_local {
                    type filter hook output priority 0; policy accept;
                    jump check
                  }
                  chain check_remote {
                    type filter hook forward priority -10; policy accept;
                    jump check
                  }
                  # The bridge routes loopback addresses for the answers' sake; this keeps containers from using that to
                  # reach what the host serves on loopback only.
                  chain check_input {
                    type filter hook input priority -10; policy accept;
                    ip saddr %3$s ip daddr 127.0.0.0/8 ct state != { established, related } ct status != dnat drop
                    jump check
                  }
                }
                """.formatted(table, pool, block) + added(addresses);
    }

    String added(Map<Ipv4, Ipv4> addresses) {
        return elements("add", addresses);
    }

    String deleted(Map<Ipv4, Ipv4> addresses) {
        return elements("delete", addresses);
    }

    private String elements(String verb, Map<Ipv4, Ipv4> addresses) {
        if (addresses.isEmpty()) {
            return "";
        }
        return verb + " element ip " + table + " public { " + joined(addresses, " : ") + " }\n" //
                + verb + " element ip " + table + " current { " + joined(addresses, " . ") + " }\n";
    }

    private static String joined(Map<Ipv4, Ipv4> addresses, String between) {
        return addresses.entrySet().stream()
                .map(entry -> entry.getKey() + between + entry.getValue())
                .collect(Collectors.joining(", "));
    }
}
