package dev.landfall.network.nftables;

import dev.landfall.engine.AddressGuard;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The guard as a table of the kernel's bridge family. It outlives the process, as sandboxes do. */
public final class NftablesAddressGuard implements AddressGuard {
    private static final Logger LOG = LoggerFactory.getLogger(NftablesAddressGuard.class);

    private final Nft nft = new Nft();
    private final AddressGuardRules rules;
    private final Batches<Change> changes = new Batches<>(this::make);

    /** What the kernel was told; empty until it was told anything by this process. Guarded by the turn of the changes. */
    private Optional<Set<Wire>> told = Optional.empty();

    private record Change(Wire wire, boolean held) {}

    public NftablesAddressGuard(String instance) {
        this.rules = AddressGuardRules.of(instance);
    }

    /** Tries it on the kernel without leaving a trace: why this driver cannot work here, or empty when it can. */
    public static Optional<String> obstacle(String instance) {
        var trial = AddressGuardRules.of(instance + "_trial");
        try {
            new Nft().apply(trial.whole(Set.of()) + trial.removal());
            return Optional.empty();
        } catch (Nft.Refused e) {
            return Optional.of("nftables cannot be used on bridges: " + e.getMessage());
        }
    }

    @Override
    public void hold(Wire wire) {
        changes.make(new Change(wire, true));
    }

    @Override
    public void release(Wire wire) {
        try {
            changes.make(new Change(wire, false));
        } catch (Failure e) {
            LOG.warn("A sandbox that is gone is still held: {}", e.getMessage());
        }
    }

    private void make(List<Change> batch) {
        var wires = new HashSet<>(told.orElse(Set.of()));
        batch.forEach(change -> {
            var unused = change.held() ? wires.add(change.wire()) : wires.remove(change.wire());
        });
        if (told.isPresent()) {
            try {
                nft.apply(rules.held(of(batch, true)) + rules.released(of(batch, false)));
                told = Optional.of(wires);
                return;
            } catch (Nft.Refused e) {
                // Somebody else changed our table, or flushed all of them.
            }
        }
        install(wires);
    }

    private static Set<Wire> of(List<Change> batch, boolean held) {
        return batch.stream()
                .filter(change -> change.held() == held)
                .map(Change::wire)
                .collect(Collectors.toSet());
    }

    @Override
    public void repair() {
        changes.alone(() -> told.filter(
                        wires -> nft.listChain(AddressGuardRules.FAMILY, rules.table(), AddressGuardRules.ENTER)
                                .isEmpty())
                .ifPresent(this::install));
    }

    /** Leaves nothing of this instance in the kernel. */
    public void erase() {
        changes.alone(() -> {
            tell(rules.removal());
            told = Optional.empty();
        });
    }

    private void install(Set<Wire> wires) {
        tell(rules.whole(wires));
        told = Optional.of(wires);
    }

    private void tell(String script) {
        try {
            nft.apply(script);
        } catch (Nft.Refused e) {
            throw new Failure("Tasks cannot be held to their own addresses: " + e.getMessage(), e);
        }
    }
}
