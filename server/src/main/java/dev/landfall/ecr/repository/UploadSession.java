package dev.landfall.ecr.repository;

import java.time.Instant;

/** A layer being uploaded to a repository; its bytes are the blob store's business. */
public record UploadSession(String id, Instant startedAt) {}
