package dev.landfall.network.nftables;

import dev.landfall.network.PublicAddresses.Failure;
import java.io.IOException;
import java.util.List;

/**
 * Tables of other servers for the same public addresses. Two cannot both decide where an address leads: one whose server
 * is gone makes way, and where it lives, the newcomer does without.
 */
record Rivals(Nft nft, Ruleset ours) {
    /** Removes those that nobody lives to keep. @throws Failure when one is kept */
    void clear() {
        for (var table : nft.listTables()) {
            if (table.startsWith(Ruleset.PREFIX) && !table.equals(ours.table()) && overlaps(table)) {
                clear(table);
            }
        }
    }

    private boolean overlaps(String table) {
        return nft.listChain(table, Ruleset.TRANSLATE)
                .flatMap(Ruleset::poolIn)
                .filter(ours.pool()::overlaps)
                .isPresent();
    }

    private void clear(String table) {
        try {
            if (Ownership.isHeld(table)) {
                throw new Failure("The public addresses " + ours.pool()
                        + " are in use by another server on this host, in the nftables table " + table
                        + ". Give one of the two another range.");
            }
            nft.apply(Ruleset.removal(table));
        } catch (IOException e) {
            throw new Failure(
                    "Whether the table " + table + " is in use cannot be told: " + e.getMessage(), List.of(), e);
        }
    }
}
