package dev.landfall.ecs.cluster;

import dev.landfall.contract.ecs.CapacityProviderStrategyItem;
import dev.landfall.ecs.EcsFaults;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** The rules of capacity provider strategies, and how a strategy shares out tasks. */
public final class CapacityStrategy {
    public static final String FARGATE = "FARGATE";
    public static final String FARGATE_SPOT = "FARGATE_SPOT";

    /** The providers that AWS has made for everyone. */
    public static final Set<String> RESERVED = Set.of(FARGATE, FARGATE_SPOT);

    private static final int MAX_PROVIDERS = 20;
    private static final int MAX_WEIGHT = 1_000;
    private static final int MAX_BASE = 100_000;

    private CapacityStrategy() {}

    /** The providers a cluster is associated with, checked. */
    public static List<String> providers(List<String> names) {
        if (names.size() > MAX_PROVIDERS) {
            throw EcsFaults.invalidParameter("A cluster can have at most " + MAX_PROVIDERS + " capacity providers.");
        }
        for (var name : names) {
            if (!RESERVED.contains(name)) {
                throw EcsFaults.invalidParameter("The specified capacity provider was not found: " + name
                        + ". Specify a valid name or ARN and try again.");
            }
        }
        return names.stream().distinct().toList();
    }

    /** A strategy over the providers of a cluster, checked. */
    public static List<CapacityProviderStrategyItem> checked(
            List<CapacityProviderStrategyItem> strategy, Collection<String> associated) {
        if (strategy.size() > MAX_PROVIDERS) {
            throw EcsFaults.invalidParameter(
                    "A capacity provider strategy can contain at most " + MAX_PROVIDERS + " capacity providers.");
        }
        var bases = 0;
        for (var item : strategy) {
            var name = item.capacityProviderOr("");
            if (!associated.contains(name)) {
                throw EcsFaults.invalidParameter(
                        "The specified capacity provider strategy cannot contain a capacity provider that is not associated"
                                + " with the cluster. Associate the capacity provider with the cluster and try again.");
            }
            between("weight", item.weightOr(0), MAX_WEIGHT);
            between("base", item.baseOr(0), MAX_BASE);
            bases += item.baseOr(0) > 0 ? 1 : 0;
        }
        if (bases > 1) {
            throw EcsFaults.invalidParameter(
                    "Only one capacity provider in a capacity provider strategy can have a base defined.");
        }
        return strategy;
    }

    /**
     * The provider of each of {@code count} new tasks: bases first, then by the ratio of weights.
     *
     * @throws dev.landfall.contract.Fault when all weights are zero
     */
    public static List<String> share(List<CapacityProviderStrategyItem> strategy, int count) {
        if (strategy.stream().allMatch(item -> item.weightOr(0) == 0)) {
            throw EcsFaults.invalidParameter(
                    "The specified capacity provider strategy must have at least one capacity provider with a weight value greater than zero.");
        }
        var placed = new int[strategy.size()];
        var chosen = new String[count];
        for (var i = 0; i < count; i++) {
            var next = next(strategy, placed);
            placed[next]++;
            chosen[i] = strategy.get(next).capacityProviderOr("");
        }
        return List.of(chosen);
    }

    /** The one that has least of its share so far; a base that is not filled comes before all. */
    private static int next(List<CapacityProviderStrategyItem> strategy, int[] placed) {
        var best = -1;
        var bestLoad = Double.MAX_VALUE;
        for (var i = 0; i < placed.length; i++) {
            var item = strategy.get(i);
            var beyondBase = placed[i] - item.baseOr(0);
            if (beyondBase < 0) {
                return i;
            }
            var weight = item.weightOr(0);
            var load = weight == 0 ? Double.MAX_VALUE : (double) beyondBase / weight;
            if (load < bestLoad) {
                best = i;
                bestLoad = load;
            }
        }
        return best;
    }

    private static void between(String member, int value, int most) {
        if (value < 0 || value > most) {
            throw EcsFaults.invalidParameter(
                    "The specified " + member + " is not valid. It must be between 0 and " + most + ".");
        }
    }
}
