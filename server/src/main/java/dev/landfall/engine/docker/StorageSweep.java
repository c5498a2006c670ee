package dev.landfall.engine.docker;

import dev.landfall.engine.quota.ProjectQuotas;
import dev.landfall.engine.quota.Quotas;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lifts limits on what nobody writes any more, such as a process leaves that was killed. */
record StorageSweep(Quotas quotas) {
    private static final Logger LOG = LoggerFactory.getLogger(StorageSweep.class);

    void take() {
        if (quotas instanceof ProjectQuotas projects) {
            try {
                projects.liftUnused();
            } catch (IOException e) {
                LOG.warn("Limits of storage that nobody uses stay: {}", e.getMessage());
            }
        }
    }
}
