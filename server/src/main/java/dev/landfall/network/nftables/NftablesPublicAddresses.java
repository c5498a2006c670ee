package dev.landfall.network.nftables;

import dev.landfall.network.Ipv4;
import dev.landfall.network.NetworkSettings;
import dev.landfall.network.PublicAddresses;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Public addresses as destination translations in the kernel. */
public final class NftablesPublicAddresses implements PublicAddresses {
    private static final Pattern ELEMENT = Pattern.compile("(\\d+(?:\\.\\d+){3}) : (\\d+(?:\\.\\d+){3})");

    private final Nft nft = new Nft();
    private final Batches<Change> batches = new Batches<>(this::make);
    private final Ruleset ruleset;
    private final Reachable reachable;

    /** What the kernel was told last; empty until it was told anything. Guarded by the turn of the batches. */
    private Optional<Map<Ipv4, Ipv4>> told = Optional.empty();

    private record Change(Ipv4 publicAddress, Optional<Ipv4> privateAddress) {}

    /** @param instance tells this server's table from those of others on the same host */
    public NftablesPublicAddresses(String instance, NetworkSettings settings) {
        this.ruleset = Ruleset.of(instance, settings.publicPool(), settings.vpcBlock());
        this.reachable = Reachable.of(ruleset);
    }

    /** Tries it on the kernel without leaving a trace: why this driver cannot work here, or empty when it can. */
    public static Optional<String> obstacle(String instance, NetworkSettings settings) {
        var trial = Ruleset.of(instance + "_trial", settings.publicPool(), settings.vpcBlock());
        try {
            new Nft().apply(trial.whole(Map.of()) + trial.removal());
        } catch (Nft.Refused e) {
            return Optional.of("nftables cannot be used: " + e.getMessage());
        }
        return Reachable.of(trial).obstacle();
    }

    @Override
    public void ensure(Ipv4 publicAddress, Target target) {
        if (!ruleset.pool().contains(publicAddress)) {
            throw new Failure(publicAddress + " is not in the public pool " + ruleset.pool());
        }
        if (!reachable.open()) {
            throw new Failure("No network on this host carries " + ruleset.block());
        }
        batches.make(new Change(publicAddress, Optional.of(target.privateAddress())));
    }

    @Override
    public void remove(Ipv4 publicAddress) {
        batches.make(new Change(publicAddress, Optional.empty()));
    }

    @Override
    public void replaceAll(Map<Ipv4, Target> wanted) {
        var addresses = new TreeMap<Ipv4, Ipv4>();
        wanted.forEach((address, target) -> addresses.put(address, target.privateAddress()));
        batches.alone(() -> {
            if (told.isEmpty() || !observe().equals(addresses)) {
                install(addresses);
            }
        });
        // Without a bridge yet, nothing can be reached; the next sweep looks again.
        var unused = reachable.open();
    }

    @Override
    public void repair() {
        batches.alone(
                () -> told.filter(addresses -> !observe().equals(addresses)).ifPresent(this::install));
        var unused = reachable.open();
    }

    @Override
    public Map<Ipv4, Ipv4> observe() {
        var seen = new TreeMap<Ipv4, Ipv4>();
        var listing = nft.listMap(ruleset.table(), Ruleset.PUBLIC).orElse("");
        var matcher = ELEMENT.matcher(listing);
        while (matcher.find()) {
            seen.put(Ipv4.parse(matcher.group(1)), Ipv4.parse(matcher.group(2)));
        }
        return seen;
    }

    @Override
    public String describe() {
        return "nftables table " + ruleset.table() + " translates " + ruleset.pool() + " to containers, on all ports";
    }

    @Override
    public void close() {
        // The table stays: tasks outlive this process, and so do their addresses.
    }

    /** Leaves nothing of this instance on the host, also where its server was started with other ranges than these. */
    public void erase() {
        batches.alone(() -> {
            var standing = standing();
            tell(ruleset.removal());
            told = Optional.empty();
            Reachable.of(standing).shut();
            release();
        });
    }

    /** The ranges as they are in the kernel. */
    private Ruleset standing() {
        return ruleset.over(
                nft.listChain(ruleset.table(), Ruleset.TRANSLATE).flatMap(Ruleset::poolIn),
                nft.listChain(ruleset.table(), Ruleset.HIDE).flatMap(Ruleset::blockIn));
    }

    private void make(List<Change> changes) {
        if (told.isEmpty()) {
            install(after(observe(), changes)); // a process before may have left some that still stand
            return;
        }
        var before = told.get();
        var after = after(before, changes);
        if (after.equals(before)) {
            return;
        }
        try {
            nft.apply(ruleset.deleted(differing(before, after)) + ruleset.added(differing(after, before)));
            told = Optional.of(after);
        } catch (Nft.Refused e) {
            // Somebody else changed our table, or flushed all of them.
            install(after);
        }
    }

    private static Map<Ipv4, Ipv4> after(Map<Ipv4, Ipv4> before, List<Change> changes) {
        var after = new TreeMap<>(before);
        for (var change : changes) {
            change.privateAddress()
                    .ifPresentOrElse(
                            address -> after.put(change.publicAddress(), address),
                            () -> after.remove(change.publicAddress()));
        }
        return after;
    }

    /** The entries of one that the other does not have just so. */
    private static Map<Ipv4, Ipv4> differing(Map<Ipv4, Ipv4> one, Map<Ipv4, Ipv4> other) {
        var differing = new TreeMap<>(one);
        differing.entrySet().removeAll(other.entrySet());
        return differing;
    }

    private void install(Map<Ipv4, Ipv4> addresses) {
        reachable.obstacle().ifPresent(why -> {
            throw new Failure("Public addresses cannot be had: " + why);
        });
        try {
            new Rivals(nft, ruleset).clear();
            Ownership.take(ruleset.table());
        } catch (IOException e) {
            throw new Failure("The public addresses cannot be claimed: " + e.getMessage(), List.of(), e);
        }
        tell(ruleset.whole(addresses));
        told = Optional.of(addresses);
    }

    private void tell(String script) {
        try {
            nft.apply(script);
        } catch (Nft.Refused e) {
            throw new Failure("The kernel's tables cannot be changed: " + e.getMessage(), List.of(), e);
        }
    }

    private void release() {
        try {
            Ownership.release(ruleset.table());
        } catch (IOException e) {
            throw new Failure("The claim on the public addresses stays: " + e.getMessage(), List.of(), e);
        }
    }
}
