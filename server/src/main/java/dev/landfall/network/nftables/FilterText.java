package dev.landfall.network.nftables;

import dev.landfall.network.Ipv4;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The words that tell the kernel what traffic of an instance's tasks may pass, in a table of its own.
 *
 * @param table its name
 * @param device the bridge that the tasks are on; no other traffic is looked at
 */
record FilterText(String table, String device) {
    static final String INBOUND = "inbound";
    static final String ARRIVE = "arrive";
    private static final String OUTBOUND = "outbound";
    private static final String SUFFIX = ".groups"; // a dot, which no instance's name has in nftables

    static FilterText of(String instance, String device) {
        var name = instance.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "_");
        return new FilterText(Ruleset.PREFIX + name + SUFFIX, device);
    }

    String removal() {
        return Ruleset.removal(table);
    }

    /**
     * The whole table anew, whatever it was before.
     *
     * <p>Packets are judged where they leave a task, after public addresses were translated, and where they reach one,
     * before a source is hidden; bridged, routed and local ones alike. What is let through here meets Docker's own chains as
     * it always does.
     *
     * @param resolvers the name servers that the engine asks for containers: as on AWS, no rule keeps a task from names
     */
    String whole(FilterTable wanted, Collection<Ipv4> resolvers) {
        return removal()
                + """
                table ip %1$s {
                  map outbound { type ipv4_addr : verdict; }
                  map inbound { type ipv4_addr : verdict; }
                  set resolvers { type ipv4_addr; }
                  chain leave {
                    type filter hook prerouting priority -50; policy accept;
                    iifname != "%2$s" accept
                    ct state established,related accept
                    # Metadata and credentials: link-local, which no rule filters on AWS either.
                    ct original ip daddr 169.254.0.0/16 accept
                    meta l4proto { tcp, udp } th dport 53 ip daddr @resolvers accept
                    ip daddr { 224.0.0.0/4, 255.255.255.255 } drop
                    ip saddr vmap @outbound
                    drop
                  }
                  chain arrive {
                    type filter hook postrouting priority -50; policy accept;
                    oifname != "%2$s" accept
                    ct state established,related accept
                    ip daddr vmap @inbound
                    drop
                  }
                }
                """.formatted(table, device)
                + (resolvers.isEmpty() ? "" : elements("add", "resolvers", joined(resolvers, "")))
                + steps(FilterPlanner.plan(FilterTable.EMPTY, wanted));
    }

    String steps(List<FilterStep> steps) {
        return steps.stream().map(this::step).collect(Collectors.joining());
    }

    private String step(FilterStep step) {
        return switch (step) {
            case FilterStep.AddSet s -> "add set ip %s %s { type ipv4_addr; }\n".formatted(table, s.set());
            case FilterStep.RemoveSet s -> "delete set ip %s %s\n".formatted(table, s.set());
            case FilterStep.Include s -> elements("add", s.set(), joined(s.addresses(), ""));
            case FilterStep.Exclude s -> elements("delete", s.set(), joined(s.addresses(), ""));
            case FilterStep.AddChain s -> "add chain ip %s %s\n".formatted(table, s.chain());
            case FilterStep.RemoveChain s -> "delete chain ip %s %s\n".formatted(table, s.chain());
            case FilterStep.Flush s -> "flush chain ip %s %s\n".formatted(table, s.chain());
            case FilterStep.Append s ->
                s.lines().stream()
                        .map(line -> "add rule ip %s %s %s\n".formatted(table, s.chain(), line))
                        .collect(Collectors.joining());
            case FilterStep.Admit s ->
                elements("add", OUTBOUND, joined(s.addresses(), " : jump " + FilterTable.OUT + s.profile()))
                        + elements("add", INBOUND, joined(s.addresses(), " : jump " + FilterTable.IN + s.profile()));
            case FilterStep.Dismiss s ->
                elements("delete", OUTBOUND, joined(s.addresses(), ""))
                        + elements("delete", INBOUND, joined(s.addresses(), ""));
        };
    }

    private String elements(String verb, String name, String joined) {
        return "%s element ip %s %s { %s }\n".formatted(verb, table, name, joined);
    }

    private static String joined(Collection<Ipv4> addresses, String verdict) {
        return addresses.stream().map(address -> address + verdict).collect(Collectors.joining(", "));
    }
}
