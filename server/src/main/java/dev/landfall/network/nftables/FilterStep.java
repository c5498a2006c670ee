package dev.landfall.network.nftables;

import dev.landfall.network.Ipv4;
import java.util.List;
import java.util.Set;

/** One change of the filter's table. */
sealed interface FilterStep {
    record AddSet(String set) implements FilterStep {}

    record RemoveSet(String set) implements FilterStep {}

    record Include(String set, Set<Ipv4> addresses) implements FilterStep {}

    record Exclude(String set, Set<Ipv4> addresses) implements FilterStep {}

    record AddChain(String chain) implements FilterStep {}

    record RemoveChain(String chain) implements FilterStep {}

    /** Nothing is left in it. */
    record Flush(String chain) implements FilterStep {}

    record Append(String chain, List<String> lines) implements FilterStep {}

    /** These members are judged by the groups of a profile. */
    record Admit(String profile, Set<Ipv4> addresses) implements FilterStep {}

    /** These members are none any more, or about to be judged otherwise. */
    record Dismiss(Set<Ipv4> addresses) implements FilterStep {}
}
