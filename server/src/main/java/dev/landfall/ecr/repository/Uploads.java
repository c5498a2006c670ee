package dev.landfall.ecr.repository;

import static dev.landfall.ecr.repository.Kinds.UPLOAD;

import dev.landfall.ecr.blob.BlobFault;
import dev.landfall.ecr.blob.BlobStore;
import dev.landfall.ecr.blob.Digest;
import dev.landfall.store.Document;
import dev.landfall.store.Key;
import dev.landfall.store.Scan;
import dev.landfall.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Layers on their way into repositories: the session is a document, its bytes are with the blob store. Whichever of the
 * two is lost, the other is swept away.
 */
public final class Uploads {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Duration IDLE = Duration.ofHours(24); // a client that comes back after a day begins anew
    private static final Duration HALF_MADE = Duration.ofMinutes(5); // between making the file and the document

    private final Store store;
    private final BlobStore blobs;
    private final Supplier<UUID> ids;

    public Uploads(Store store, BlobStore blobs, Supplier<UUID> ids) {
        this.store = store;
        this.blobs = blobs;
        this.ids = ids;
    }

    /**
     * Begins an upload.
     *
     * @throws BlobFault when there is no room for it
     * @throws dev.landfall.contract.Fault when there is no such repository
     */
    public UUID open(RepositoryKey key, Instant now) {
        store.read(reader -> Repositories.require(reader, key));
        var id = ids.get();
        blobs.begin(id);
        try {
            store.transact(tx -> {
                Repositories.require(tx, key);
                return tx.put(UPLOAD, key.key(id), UploadSession.begun(id.toString(), now));
            });
        } catch (RuntimeException refused) {
            blobs.cancel(id);
            throw refused;
        }
        return id;
    }

    /** Empty when the repository has no such upload. @throws dev.landfall.contract.Fault without repository */
    public Optional<UUID> find(RepositoryKey key, String id) {
        var wellFormed = ID.matcher(id).matches();
        var known = store.read(reader -> {
            Repositories.require(reader, key);
            return wellFormed ? reader.get(UPLOAD, key.key(id)) : Optional.<UploadSession>empty();
        });
        return known.map(session -> UUID.fromString(session.id()))
                .filter(found -> blobs.received(found).isPresent());
    }

    /** How many bytes came so far. */
    public long received(UUID id) {
        return blobs.received(id).orElse(0);
    }

    /**
     * Appends to an upload that {@link #find found}. See {@link BlobStore#append}.
     *
     * @return empty when it stands elsewhere than expected
     */
    public OptionalLong append(RepositoryKey key, UUID id, OptionalLong expected, InputStream body) throws IOException {
        try {
            return blobs.append(id, expected, body);
        } catch (BlobFault fault) {
            forgetIfGone(key, id);
            throw fault;
        }
    }

    /** Notes the size of a part, as the API's uploads have rules for them. */
    public UploadSession part(RepositoryKey key, UUID id, long bytes) {
        return store.transact(tx -> {
            var session = tx.get(UPLOAD, key.key(id)).orElseThrow(() -> EcrFaults.uploadNotFound(key, id.toString()));
            var noted = session.part(bytes);
            tx.put(UPLOAD, key.key(id), noted);
            return noted;
        });
    }

    public Optional<UploadSession> session(RepositoryKey key, UUID id) {
        return store.read(reader -> reader.get(UPLOAD, key.key(id)));
    }

    /**
     * Turns an upload into a layer of its repository.
     *
     * @return false when it is gone meanwhile
     * @throws BlobFault when the digest differs or the disk fails; the upload is gone
     */
    public boolean finish(RepositoryKey key, UUID id, Digest digest, Instant now) {
        try {
            return blobs.keep(
                    id,
                    digest,
                    size -> store.transact(tx -> {
                        tx.delete(UPLOAD, key.key(id));
                        return Layers.link(tx, key, digest, size, now);
                    }));
        } finally {
            forgetIfGone(key, id);
        }
    }

    /** @throws BlobFault.Busy while another request writes to it */
    public void cancel(RepositoryKey key, UUID id) {
        blobs.cancel(id);
        forget(key, id);
    }

    /** Takes away uploads that nobody continues, and what is left of those of which one half is gone. */
    public void sweep(Instant now) {
        for (var id : blobs.idleSince(now.minus(HALF_MADE))) {
            if (sessions(id).isEmpty()) {
                drop(id);
            }
        }
        blobs.idleSince(now.minus(IDLE)).forEach(this::drop);
        for (var session : store.read(reader -> reader.list(UPLOAD, Scan.under()))) {
            var id = UUID.fromString(session.value().id());
            if (blobs.received(id).isEmpty() && session.value().startedAt().isBefore(now.minus(HALF_MADE))) {
                store.transact(tx -> tx.delete(UPLOAD, session.key()));
            }
        }
    }

    private void drop(UUID id) {
        try {
            blobs.cancel(id);
        } catch (BlobFault.Busy goesOn) {
            // Somebody continued it this moment; the next sweep looks again.
        }
    }

    private List<Document<UploadSession>> sessions(UUID id) {
        return store.read(reader -> reader.list(UPLOAD, Kinds.BY_ID, Scan.under(Key.of(id.toString()))));
    }

    private void forgetIfGone(RepositoryKey key, UUID id) {
        if (blobs.received(id).isEmpty()) {
            forget(key, id);
        }
    }

    private void forget(RepositoryKey key, UUID id) {
        store.transact(tx -> tx.delete(UPLOAD, key.key(id)));
    }
}
