package dev.landfall.ecr.blob;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/**
 * The files of a registry: {@code uploads/<uuid>} while they grow, {@code blobs/sha256/ab/<hex>} once verified. A blob
 * appears under its digest by an atomic rename after it was made durable, so whoever finds one finds all of it.
 *
 * <p>Who may see a blob is not known here: that is the repositories' business, and {@link #keep} and {@link #discard}
 * are where the two meet.
 */
public final class BlobStore {
    private static final int STRIPES = 64; // pushes of different blobs seldom wait for each other

    private final Path uploads;
    private final Path blobs;
    private final Limits limits;
    private final ConcurrentHashMap<UUID, Upload> open = new ConcurrentHashMap<>();
    private final ReentrantLock[] stripes = new ReentrantLock[STRIPES];

    /**
     * @param layerBytes the size of one blob
     * @param openUploads begun and neither finished nor cancelled nor expired
     */
    public record Limits(long layerBytes, int openUploads) {
        /** AWS takes layers of 52,000 MiB. A thousand uploads are a hundred clients pushing ten layers each. */
        public static final Limits AWS = new Limits(52_000L * 1024 * 1024, 1_000);
    }

    /** @throws UncheckedIOException when the directory cannot be made or read */
    public BlobStore(Path directory, Limits limits) {
        this.uploads = directory.resolve("uploads");
        this.blobs = directory.resolve("blobs").resolve("sha256");
        this.limits = limits;
        for (var i = 0; i < STRIPES; i++) {
            stripes[i] = new ReentrantLock();
        }
        try {
            Files.createDirectories(uploads);
            Files.createDirectories(blobs);
            for (var file : list(uploads)) {
                uploadId(file).ifPresent(id -> open.put(id, reopen(id)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Begins an upload. @throws BlobFault */
    public void begin(UUID id) {
        if (open.size() >= limits.openUploads()) {
            throw new BlobFault.TooManyUploads(limits.openUploads());
        }
        try {
            open.put(id, Upload.create(id, uploads.resolve(id.toString()), limits.layerBytes()));
        } catch (IOException e) {
            throw new BlobFault.Storage(e);
        }
    }

    /** How many bytes an upload has; empty when there is no such upload. */
    public OptionalLong received(UUID id) {
        var upload = open.get(id);
        return upload == null ? OptionalLong.empty() : OptionalLong.of(upload.size());
    }

    /**
     * Appends to an upload, if it stands where the caller believes, and tells how many bytes it has now.
     *
     * @param expected the bytes that the caller knows to be there; empty for "whatever is there"
     * @return empty when the upload is unknown or stands elsewhere
     * @throws IOException when the client went away; what arrived stays
     * @throws BlobFault when it could not be taken; then the upload is gone, unless it was only busy
     */
    public OptionalLong append(UUID id, OptionalLong expected, InputStream body) throws IOException {
        var upload = open.get(id);
        if (upload == null) {
            return OptionalLong.empty();
        }
        try (var turn = upload.turn()) {
            if (open.get(id) != upload || (expected.isPresent() && expected.getAsLong() != upload.size())) {
                return OptionalLong.empty();
            }
            try {
                turn.append(body);
            } catch (BlobFault fault) {
                forget(upload);
                throw fault;
            }
            return OptionalLong.of(upload.size());
        }
    }

    /**
     * Turns a finished upload into a blob, and runs what makes it belong somewhere. Neither happens unless the content
     * has this digest; no sweep can take the blob in between.
     *
     * @param owned told the size in bytes; usually a transaction that links the blob to its repository
     * @return false when the upload is unknown
     * @throws BlobFault when the digest differs or the disk fails; the upload is gone
     */
    public boolean keep(UUID id, Digest digest, LongConsumer owned) {
        var upload = open.get(id);
        if (upload == null) {
            return false;
        }
        try (var turn = upload.turn()) {
            if (open.get(id) != upload) {
                return false;
            }
            try {
                var actual = turn.seal();
                if (!actual.equals(digest)) {
                    throw new BlobFault.DigestMismatch(digest, actual);
                }
                guarded(digest, () -> {
                    publish(upload, digest);
                    owned.accept(upload.size());
                });
            } finally {
                forget(upload);
            }
            return true;
        }
    }

    /** Ends an upload without a trace. False when there was none. @throws BlobFault.Busy */
    public boolean cancel(UUID id) {
        var upload = open.get(id);
        if (upload == null) {
            return false;
        }
        try (var turn = upload.turn()) {
            return forget(upload);
        }
    }

    /** Opens a blob; the caller closes it. */
    public Optional<Blob> find(Digest digest) throws IOException {
        try {
            return Optional.of(new Blob(digest, FileChannel.open(path(digest), StandardOpenOption.READ)));
        } catch (NoSuchFileException absent) {
            return Optional.empty();
        }
    }

    /** The uploads that nobody wrote to since then. */
    public List<UUID> idleSince(Instant then) {
        return open.values().stream()
                .filter(upload -> lastWritten(upload).isBefore(then))
                .map(Upload::id)
                .toList();
    }

    /** Every blob there is, in no order. */
    public List<Digest> all() throws IOException {
        var found = new ArrayList<Digest>();
        for (var shard : list(blobs)) {
            for (var file : list(shard)) {
                Digest.parse("sha256:" + file.getFileName()).ifPresent(found::add);
            }
        }
        return found;
    }

    /** Removes a blob if nobody owns it. The question is asked while nobody can begin to. */
    public boolean discard(Digest digest, BooleanSupplier unowned) {
        var removed = new boolean[1];
        guarded(digest, () -> {
            if (unowned.getAsBoolean()) {
                removed[0] = delete(path(digest));
            }
        });
        return removed[0];
    }

    private void guarded(Digest digest, Runnable work) {
        var stripe = stripes[Math.floorMod(digest.hashCode(), STRIPES)];
        stripe.lock();
        try {
            work.run();
        } finally {
            stripe.unlock();
        }
    }

    private void publish(Upload upload, Digest digest) {
        var target = path(digest);
        var shard = blobs.resolve(digest.hex().substring(0, 2));
        try {
            if (Files.exists(target)) {
                return; // the same content came before
            }
            if (!Files.isDirectory(shard)) {
                Files.createDirectories(shard);
                sync(blobs);
            }
            Files.move(upload.file(), target, StandardCopyOption.ATOMIC_MOVE);
            sync(shard);
        } catch (IOException e) {
            throw new BlobFault.Storage(e);
        }
    }

    private boolean forget(Upload upload) {
        delete(upload.file());
        return open.remove(upload.id(), upload);
    }

    private Path path(Digest digest) {
        return blobs.resolve(digest.hex().substring(0, 2)).resolve(digest.hex());
    }

    private Upload reopen(UUID id) {
        try {
            return Upload.reopen(id, uploads.resolve(id.toString()), limits.layerBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Instant lastWritten(Upload upload) {
        try {
            return Files.getLastModifiedTime(upload.file()).toInstant();
        } catch (IOException gone) {
            return Instant.MAX; // finished this moment
        }
    }

    private static Optional<UUID> uploadId(Path file) {
        try {
            return Optional.of(UUID.fromString(file.getFileName().toString()));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    private static boolean delete(Path file) {
        try {
            return Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new BlobFault.Storage(e);
        }
    }

    private static List<Path> list(Path directory) throws IOException {
        try (var entries = Files.list(directory)) {
            return entries.toList();
        }
    }

    // A rename is durable once the directory that it happened in is.
    private static void sync(Path directory) throws IOException {
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
