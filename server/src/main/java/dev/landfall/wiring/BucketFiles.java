package dev.landfall.wiring;

import dev.landfall.ecs.configuration.ExecutionRole;
import dev.landfall.ecs.configuration.ObjectPlace;
import dev.landfall.ecs.configuration.Permissions;
import dev.landfall.ecs.configuration.Refused;
import dev.landfall.ecs.configuration.StoredObjects;
import dev.landfall.s3.Buckets;
import dev.landfall.s3.S3Fault;
import java.util.UUID;
import java.util.function.Supplier;

/** What tasks are given out of buckets. A refusal has S3's few words, for it answers a HEAD request. */
public final class BucketFiles implements StoredObjects {
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private final Permissions permissions;
    private final Buckets buckets;
    private final Supplier<UUID> ids;

    public BucketFiles(Permissions permissions, Buckets buckets, Supplier<UUID> ids) {
        this.permissions = permissions;
        this.buckets = buckets;
        this.ids = ids;
    }

    @Override
    public byte[] read(ExecutionRole role, ObjectPlace place) {
        var bucket = place.bucket();
        var key = place.key();
        require(role, "s3:GetBucketLocation", "arn:aws:s3:::" + bucket);
        require(role, "s3:GetObject", "arn:aws:s3:::" + bucket + "/" + key);
        try {
            return buckets.read(bucket, key);
        } catch (S3Fault fault) {
            if (fault.status() == NOT_FOUND) {
                require(role, "s3:ListBucket", "arn:aws:s3:::" + bucket); // S3 tells others not what is there
            }
            throw refused(fault.status(), fault.code(), fault.text());
        }
    }

    private void require(ExecutionRole role, String action, String resource) {
        try {
            permissions.require(role, action, resource);
        } catch (Refused denied) {
            throw refused(FORBIDDEN, "Forbidden", "Forbidden");
        }
    }

    private Refused refused(int status, String code, String text) {
        return Refused.unlisted(status, ids.get().toString(), code, text);
    }
}
