package dev.landfall.s3;

/** Where objects are read from. Blocks. */
public interface Buckets {
    /** The largest object that is read, in bytes: more variables than a container can be given. */
    int MOST_BYTES = 1_048_576;

    /** @throws S3Fault when it cannot be had */
    byte[] read(String bucket, String key);
}
