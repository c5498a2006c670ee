package dev.landfall.ecs.configuration;

/** Objects in buckets, read in the name of a task's execution role. Blocks. */
public interface StoredObjects {
    /** @throws Refused in S3's words */
    byte[] read(ExecutionRole role, ObjectPlace place);
}
