package dev.landfall.secrets;

import dev.landfall.store.Document;
import dev.landfall.store.Scan;
import dev.landfall.store.Store;
import java.time.Instant;

/** Takes away the secrets whose time to be had back has run out. */
final class DeletionSweep {
    private final Store store;

    DeletionSweep(Store store) {
        this.store = store;
    }

    void run(Instant now) {
        var due = store.read(reader -> reader.list(Secret.KIND, Secret.ENDING, Scan.under("ending"))).stream()
                .filter(document -> isDue(document.value(), now))
                .map(Document::key)
                .toList();
        for (var key : due) {
            store.transact(tx -> {
                // It may have been restored since.
                var still = tx.get(Secret.KIND, key).filter(secret -> isDue(secret, now));
                still.ifPresent(secret -> DeletionOperations.erase(tx, key));
                return still.isPresent();
            });
        }
    }

    private static boolean isDue(Secret secret, Instant now) {
        return secret.endsAt().filter(ends -> !ends.isAfter(now)).isPresent();
    }
}
