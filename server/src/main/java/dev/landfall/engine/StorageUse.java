package dev.landfall.engine;

/** What a pod's containers and volumes have written together, and may write at most. */
public record StorageUse(long usedBytes, long limitBytes) {}
