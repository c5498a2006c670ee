package dev.landfall.ecr.repository;

import static dev.landfall.ecr.repository.Kinds.IMAGE;
import static dev.landfall.ecr.repository.Kinds.LAYER;
import static dev.landfall.ecr.repository.Kinds.MANIFEST;
import static dev.landfall.ecr.repository.Kinds.REPOSITORY;
import static dev.landfall.ecr.repository.Kinds.TAG;
import static dev.landfall.ecr.repository.Kinds.UPLOAD;

import dev.landfall.store.Document;
import dev.landfall.store.Key;
import dev.landfall.store.Kind;
import dev.landfall.store.Reader;
import dev.landfall.store.Scan;
import dev.landfall.store.Transaction;
import java.util.List;

/** The repositories of registries. */
public final class Repositories {
    /** AWS: repositories per registry. */
    public static final int MAX_PER_REGISTRY = 100_000;

    private static final int BATCH = 500;

    private Repositories() {}

    /** @throws dev.landfall.contract.Fault when there is no such repository */
    public static Repository require(Reader reader, RepositoryKey key) {
        return reader.get(REPOSITORY, key.key()).orElseThrow(() -> EcrFaults.repositoryNotFound(key));
    }

    /** @throws dev.landfall.contract.Fault when the name is taken or the registry is full */
    public static void create(Transaction tx, RepositoryKey key, Repository repository) {
        if (tx.get(REPOSITORY, key.key()).isPresent()) {
            throw EcrFaults.repositoryAlreadyExists(key);
        }
        var realm = key.realm();
        var registry = Key.of(realm.account(), realm.region());
        if (tx.count(REPOSITORY, Kinds.BY_REGISTRY, registry) >= MAX_PER_REGISTRY) {
            throw EcrFaults.limitExceeded("registry with id", realm.account(), realm.account(), MAX_PER_REGISTRY);
        }
        tx.put(REPOSITORY, key.key(), repository);
    }

    /**
     * Deletes a repository, and with force all that is in it. Its uploads' bytes and its blobs are for the sweep.
     *
     * @throws dev.landfall.contract.Fault when it is not there, or has images and force is not asked for
     */
    public static Repository delete(Transaction tx, RepositoryKey key, boolean force) {
        var repository = require(tx, key);
        if (!force && tx.count(IMAGE, Kinds.BY_REPOSITORY, key.key()) > 0) {
            throw EcrFaults.repositoryNotEmpty(key);
        }
        deleteAll(tx, IMAGE, key, MANIFEST);
        deleteAll(tx, TAG, key);
        deleteAll(tx, LAYER, key);
        deleteAll(tx, UPLOAD, key);
        tx.delete(REPOSITORY, key.key());
        return repository;
    }

    // A repository may have a hundred thousand images; they are not all read at once.
    private static <T> void deleteAll(Transaction tx, Kind<T> kind, RepositoryKey key, Kind<?>... besides) {
        for (var batch = batch(tx, kind, key); !batch.isEmpty(); batch = batch(tx, kind, key)) {
            for (var document : batch) {
                tx.delete(kind, document.key());
                for (var beside : besides) {
                    tx.delete(beside, document.key());
                }
            }
        }
    }

    private static <T> List<Document<T>> batch(Reader reader, Kind<T> kind, RepositoryKey key) {
        return reader.list(kind, Scan.under(key.key()).limit(BATCH));
    }
}
