package dev.landfall.secrets;

import dev.landfall.loop.Scheduler;
import dev.landfall.loop.Sweep;
import dev.landfall.store.Reader;
import dev.landfall.store.Store;
import dev.landfall.vault.Vault;
import dev.landfall.wire.PageTokens;
import dev.landfall.wire.auth.Authorizer;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Secrets Manager, put together: its operations, and the sweep that ends what was deleted long enough ago. */
public final class Secrets implements AutoCloseable {
    private static final Duration SWEEP_EVERY = Duration.ofHours(1);

    private final Store store;
    private final Vault vault;
    private final PageTokens tokens;
    private final RandomGenerator random;
    private final Authorizer authorizer;
    private final Sweep sweep;

    /**
     * @param vault where the values are safe
     * @param random unguessable: passwords come from it
     * @param authorizer asked for each secret of a request for several
     */
    public Secrets(
            Store store,
            Vault vault,
            PageTokens tokens,
            Scheduler scheduler,
            RandomGenerator random,
            Authorizer authorizer) {
        this.store = store;
        this.vault = vault;
        this.tokens = tokens;
        this.random = random;
        this.authorizer = authorizer;
        this.sweep = new Sweep(scheduler, "secret deletion", SWEEP_EVERY, new DeletionSweep(store)::run);
    }

    /** For other services. */
    public SecretValues values() {
        return new SecretValues(store, new ValueOperations(store, new Versions(vault, random)));
    }

    /** The policies on secrets, by their ARNs. */
    public static Optional<String> policy(Reader reader, String arn) {
        return SecretIds.byArn(reader, arn).flatMap(Secret::policy);
    }

    /** To be bound to {@code SecretsmanagerService.MODEL}. */
    public Object[] operations() {
        var versions = new Versions(vault, random);
        return new Object[] {
            new SecretsResources(store),
            new SecretOperations(store, versions, random),
            new ValueOperations(store, versions),
            new BatchOperations(store, new ValueOperations(store, versions), tokens, authorizer),
            new PolicyOperations(store),
            new RotationOperations(store),
            new ReplicationOperations(store),
            new ListOperations(store, tokens),
            new StageOperations(store),
            new DeletionOperations(store),
            new TagOperations(store),
            new PasswordOperations(random),
        };
    }

    /** Begins to sweep. */
    public void start() {
        sweep.start();
    }

    @Override
    public void close() {
        sweep.close();
    }
}
