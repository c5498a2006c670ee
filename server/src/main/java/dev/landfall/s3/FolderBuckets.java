package dev.landfall.s3;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;

/** Buckets that are folders of one folder. Nothing outside of a bucket's folder is ever read, through no link. */
public final class FolderBuckets implements Buckets {
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final Set<String> NOWHERE = Set.of("", ".", "..");

    private final Path root;

    public FolderBuckets(Path root) {
        this.root = root;
    }

    @Override
    public byte[] read(String bucket, String key) {
        if (!BUCKET.matcher(bucket).matches()
                || bucket.contains("..")
                || Arrays.stream(key.split("/", -1)).anyMatch(NOWHERE::contains)) {
            throw S3Fault.notFound(); // S3 may have such keys; a folder cannot
        }
        try {
            return read(root.toRealPath().resolve(bucket), key);
        } catch (AccessDeniedException e) {
            throw S3Fault.forbidden();
        } catch (IOException | InvalidPathException e) {
            throw S3Fault.notFound();
        }
    }

    private static byte[] read(Path folder, String key) throws IOException {
        var file = folder.resolve(key).toRealPath();
        if (!file.startsWith(folder)) {
            throw S3Fault.forbidden(); // a link that leads out of the bucket
        }
        if (!Files.isRegularFile(file)) {
            throw S3Fault.notFound(); // a pipe would be waited for without an end
        }
        try (var in = Files.newInputStream(file)) {
            var bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw S3Fault.tooLarge();
            }
            return bytes;
        }
    }
}
