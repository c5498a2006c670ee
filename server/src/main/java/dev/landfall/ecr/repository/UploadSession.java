package dev.landfall.ecr.repository;

import java.time.Instant;

/**
 * A layer being uploaded to a repository; its bytes are the blob store's business.
 *
 * @param lastPartBytes the size of the part that came last through the API; 0 before the first
 * @param smallestEarlierPartBytes of the parts before the last, which have a least size
 */
public record UploadSession(String id, Instant startedAt, long lastPartBytes, long smallestEarlierPartBytes) {
    static UploadSession begun(String id, Instant now) {
        return new UploadSession(id, now, 0, Long.MAX_VALUE);
    }

    UploadSession part(long bytes) {
        var smallest =
                lastPartBytes == 0 ? smallestEarlierPartBytes : Math.min(smallestEarlierPartBytes, lastPartBytes);
        return new UploadSession(id, startedAt, bytes, smallest);
    }
}
