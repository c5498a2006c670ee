package dev.landfall.network.nftables;

import dev.landfall.network.Ipv4;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The steps from one table to another, in an order that the kernel takes: what is named must exist, and what is removed
 * must not be named any more. Pure.
 */
final class FilterPlanner {
    private FilterPlanner() {}

    static List<FilterStep> plan(FilterTable before, FilterTable after) {
        var steps = new ArrayList<FilterStep>();
        added(before.sets(), after.sets()).forEach(set -> steps.add(new FilterStep.AddSet(set)));
        new TreeMap<>(after.sets())
                .forEach((set, addresses) -> fill(steps, set, before.sets().getOrDefault(set, Set.of()), addresses));
        added(before.chains(), after.chains()).forEach(chain -> steps.add(new FilterStep.AddChain(chain)));
        after.chains()
                .forEach(
                        (chain, lines) -> rewrite(steps, chain, before.chains().getOrDefault(chain, List.of()), lines));
        judge(steps, before.profiles(), after.profiles());
        var gone = added(after.chains(), before.chains());
        gone.forEach(chain -> steps.add(new FilterStep.Flush(chain)));
        gone.forEach(chain -> steps.add(new FilterStep.RemoveChain(chain)));
        added(after.sets(), before.sets()).forEach(set -> steps.add(new FilterStep.RemoveSet(set)));
        return steps;
    }

    private static void fill(List<FilterStep> steps, String set, Set<Ipv4> before, Set<Ipv4> after) {
        if (before.equals(after)) {
            return;
        }
        var gone = without(before, after);
        if (!gone.isEmpty()) {
            steps.add(new FilterStep.Exclude(set, gone));
        }
        var come = without(after, before);
        if (!come.isEmpty()) {
            steps.add(new FilterStep.Include(set, come));
        }
    }

    private static void rewrite(List<FilterStep> steps, String chain, List<String> before, List<String> lines) {
        if (lines.equals(before)) {
            return;
        }
        if (!before.isEmpty()) {
            steps.add(new FilterStep.Flush(chain));
        }
        if (!lines.isEmpty()) {
            steps.add(new FilterStep.Append(chain, lines));
        }
    }

    private static void judge(List<FilterStep> steps, Map<Ipv4, String> before, Map<Ipv4, String> after) {
        var dismissed = new TreeSet<Ipv4>();
        before.forEach((address, profile) -> {
            if (!profile.equals(after.get(address))) {
                dismissed.add(address);
            }
        });
        if (!dismissed.isEmpty()) {
            steps.add(new FilterStep.Dismiss(dismissed));
        }
        var admitted = new TreeMap<String, Set<Ipv4>>();
        after.forEach((address, profile) -> {
            if (!profile.equals(before.get(address))) {
                admitted.computeIfAbsent(profile, unused -> new TreeSet<>()).add(address);
            }
        });
        admitted.forEach((profile, addresses) -> steps.add(new FilterStep.Admit(profile, addresses)));
    }

    /** The names that only the second has. */
    private static Set<String> added(Map<String, ?> before, Map<String, ?> after) {
        var names = new TreeSet<>(after.keySet());
        names.removeAll(before.keySet());
        return names;
    }

    private static Set<Ipv4> without(Set<Ipv4> all, Set<Ipv4> some) {
        var left = new TreeSet<Ipv4>();
        for (var one : all) {
            if (!some.contains(one)) {
                left.add(one);
            }
        }
        return left;
    }
}
