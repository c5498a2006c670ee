package dev.landfall.logs;

import dev.landfall.logs.storage.EventStorage;
import dev.landfall.logs.storage.StorageFault;
import dev.landfall.store.Document;
import dev.landfall.store.Scan;
import dev.landfall.store.Store;
import java.time.Instant;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes events that outlived their group's retention, and files that outlived their group. Run it now and then. */
public final class RetentionSweep {
    private static final Logger LOG = LoggerFactory.getLogger(RetentionSweep.class);

    private final Store store;
    private final EventStorage storage;

    public RetentionSweep(Store store, EventStorage storage) {
        this.store = store;
        this.storage = storage;
    }

    public void run(Instant now) {
        // Files first: a group made in between has none here, and is not taken for one that is gone.
        var files = storage.groups();
        var groups = store.read(reader -> reader.list(Group.KIND, Scan.under())).stream()
                .map(Document::value)
                .collect(Collectors.toMap(Group::id, group -> group));
        for (var id : files) {
            try {
                sweep(id, groups.get(id), now);
            } catch (StorageFault e) {
                LOG.warn("Log group {} cannot be swept", id, e);
            }
        }
    }

    private void sweep(String id, @Nullable Group group, Instant now) {
        if (group == null) {
            storage.deleteGroup(id);
        } else if (group.retentionInDays().isPresent()) {
            storage.expire(id, group.keptSince(now));
        }
    }
}
