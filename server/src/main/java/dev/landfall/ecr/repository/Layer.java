package dev.landfall.ecr.repository;

import dev.landfall.ecr.blob.Digest;
import java.time.Duration;
import java.time.Instant;

/**
 * A repository's right to a blob. No other repository sees the blob through it.
 *
 * @param sizeBytes of the blob
 * @param keepUntil how long it stays although no image needs it: a push brings the layers first
 */
public record Layer(Digest digest, long sizeBytes, Instant keepUntil) {
    /** The slowest push, from its first layer to its manifest. */
    static final Duration AFTER_UPLOAD = Duration.ofDays(1);

    /** From a client's question whether the layer is there to the manifest that counts on it. */
    static final Duration AFTER_QUESTION = Duration.ofHours(1);
}
