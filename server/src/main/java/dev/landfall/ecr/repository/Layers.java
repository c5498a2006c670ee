package dev.landfall.ecr.repository;

import static dev.landfall.ecr.repository.Kinds.IMAGE;
import static dev.landfall.ecr.repository.Kinds.LAYER;

import dev.landfall.ecr.blob.Digest;
import dev.landfall.store.Document;
import dev.landfall.store.Key;
import dev.landfall.store.Reader;
import dev.landfall.store.Scan;
import dev.landfall.store.Store;
import dev.landfall.store.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Which blobs belong to which repository, and for how long. */
public final class Layers {
    private Layers() {}

    public static Optional<Layer> find(Reader reader, RepositoryKey key, Digest digest) {
        return reader.get(LAYER, key.key(digest));
    }

    /** Gives a repository the right to a blob that is there. @throws dev.landfall.contract.Fault without repository */
    public static Layer link(Transaction tx, RepositoryKey key, Digest digest, long sizeBytes, Instant now) {
        Repositories.require(tx, key);
        var layer = new Layer(digest, sizeBytes, now.plus(Layer.AFTER_UPLOAD));
        tx.put(LAYER, key.key(digest), layer);
        return layer;
    }

    /**
     * Tells a client whether a layer is there. It will count on it, so the sweep must not take the layer before the
     * client's manifest arrives.
     *
     * @throws dev.landfall.contract.Fault when there is no such repository
     */
    public static Optional<Layer> ask(Store store, RepositoryKey key, Digest digest, Instant now) {
        var known = store.read(reader -> {
            Repositories.require(reader, key);
            return find(reader, key, digest).map(layer -> new Asked(layer, mayLapse(reader, key, layer, now)));
        });
        return known.flatMap(asked -> asked.mayLapse()
                ? store.transact(
                        tx -> find(tx, key, digest).map(layer -> link(tx, key, digest, layer.sizeBytes(), now)))
                : Optional.of(asked.layer()));
    }

    private record Asked(Layer layer, boolean mayLapse) {}

    private static boolean mayLapse(Reader reader, RepositoryKey key, Layer layer, Instant now) {
        return layer.keepUntil().isBefore(now.plus(Layer.AFTER_QUESTION)) && !needed(reader, key, layer.digest());
    }

    /** Whether an image of the repository has the layer. */
    public static boolean needed(Reader reader, RepositoryKey key, Digest digest) {
        return reader.count(IMAGE, Kinds.BY_REFERENCE, key.key(digest)) > 0;
    }

    /** Whether any repository has the blob. */
    public static boolean owned(Reader reader, Digest digest) {
        return reader.count(LAYER, Kinds.BY_BLOB, Key.of(digest.toString())) > 0;
    }

    /**
     * Lets a layer go that an image needs no more, unless another does. A client may just have been told that it is there,
     * for an image had it: the sweep takes it when nobody can count on that any more.
     */
    static void release(Transaction tx, RepositoryKey key, Digest digest, Instant now) {
        var until = now.plus(Layer.AFTER_QUESTION);
        find(tx, key, digest)
                .filter(layer -> layer.keepUntil().isBefore(until) && !needed(tx, key, digest))
                .ifPresent(layer -> tx.put(LAYER, key.key(digest), new Layer(digest, layer.sizeBytes(), until)));
    }

    /** The layers whose time is over and that no image needs. */
    public static List<Document<Layer>> lapsed(Reader reader, Instant now) {
        return reader.list(LAYER, Scan.under()).stream()
                .filter(layer -> layer.value().keepUntil().isBefore(now))
                .filter(layer -> !needed(
                        reader, RepositoryKey.of(layer.key()), layer.value().digest()))
                .toList();
    }

    /** Takes a lapsed layer away, if it still is. */
    public static void lapse(Transaction tx, Document<Layer> layer, Instant now) {
        var key = RepositoryKey.of(layer.key());
        find(tx, key, layer.value().digest())
                .filter(still -> still.keepUntil().isBefore(now) && !needed(tx, key, still.digest()))
                .ifPresent(still -> tx.delete(LAYER, key.key(still.digest())));
    }
}
