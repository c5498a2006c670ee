package dev.landfall.network.nftables;

import dev.landfall.network.Cidr;
import dev.landfall.network.Ipv4;
import dev.landfall.network.PacketFilter;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Security groups in the kernel. */
public final class NftablesPacketFilter implements PacketFilter {
    private static final Pattern MEMBER = Pattern.compile("(\\d+(?:\\.\\d+){3}) : jump");

    private final Nft nft = new Nft();
    private final Resolvers resolvers = new Resolvers();
    private final ReentrantLock turn = new ReentrantLock();
    private final FilterText text;
    private final Cidr block;
    private final BridgedTraffic bridged;

    /** What the kernel was told last; empty until it was told anything. Guarded by the turn. */
    private Optional<FilterTable> told = Optional.empty();

    /**
     * @param instance tells this server's table from those of others on the same host
     * @param device the bridge that its tasks are on, there already or not
     * @param block the private addresses of tasks, of which the host has the first
     */
    public NftablesPacketFilter(String instance, String device, Cidr block) {
        this.text = FilterText.of(instance, device);
        this.block = block;
        this.bridged = new BridgedTraffic(device);
    }

    /** Tries it on the kernel without leaving a trace: why this driver cannot work here, or empty when it can. */
    public static Optional<String> obstacle(String instance) {
        var trial = FilterText.of(instance + "_trial", "none");
        try {
            new Nft().apply(trial.whole(FilterTable.EMPTY, Set.of()) + trial.removal());
            return Optional.empty();
        } catch (Nft.Refused e) {
            return Optional.of("nftables cannot be used: " + e.getMessage());
        }
    }

    @Override
    public void enforce(Wanted wanted) {
        var table = FilterTable.of(wanted, block);
        inTurn(() -> {
            bridged.open();
            told.ifPresentOrElse(before -> change(before, table), () -> install(table));
        });
    }

    private void change(FilterTable before, FilterTable after) {
        var steps = FilterPlanner.plan(before, after);
        if (steps.isEmpty()) {
            return;
        }
        try {
            nft.apply(text.steps(steps));
            told = Optional.of(after);
        } catch (Nft.Refused e) {
            // Somebody else changed our table, or flushed all of them.
            install(after);
        }
    }

    private void install(FilterTable table) {
        tell(text.whole(table, resolvers.addresses()));
        told = Optional.of(table);
    }

    @Override
    public void repair() {
        inTurn(() -> {
            bridged.open();
            told.filter(table -> !stands(table)).ifPresent(this::install);
        });
    }

    /** Whether packets are still sent to the maps, and the maps know the members: a flush leaves neither. */
    private boolean stands(FilterTable table) {
        var judges = nft.listChain(text.table(), FilterText.ARRIVE)
                .filter(chain -> chain.contains("vmap @" + FilterText.INBOUND))
                .isPresent();
        return judges && members().equals(table.profiles().keySet());
    }

    /** Those that the kernel knows. */
    Set<Ipv4> members() {
        var listing = nft.listMap(text.table(), FilterText.INBOUND).orElse("");
        return MEMBER.matcher(listing)
                .results()
                .map(found -> Ipv4.parse(found.group(1)))
                .collect(Collectors.toSet());
    }

    @Override
    public String describe() {
        return "nftables table " + text.table() + " keeps tasks to the rules of their security groups"
                + bridged.obstacle()
                        .map(why -> ", but not tasks among each other: " + why)
                        .orElse("");
    }

    @Override
    public void close() {
        // The table stays: tasks outlive this process, and so do their rules.
    }

    /** Leaves nothing of this instance in the kernel. */
    public void erase() {
        inTurn(() -> {
            tell(text.removal());
            told = Optional.empty();
        });
    }

    private void tell(String script) {
        try {
            nft.apply(script);
        } catch (Nft.Refused e) {
            throw new Failure("The rules of security groups cannot be put into the kernel: " + e.getMessage(), e);
        }
    }

    private void inTurn(Runnable work) {
        turn.lock();
        try {
            work.run();
        } finally {
            turn.unlock();
        }
    }
}
