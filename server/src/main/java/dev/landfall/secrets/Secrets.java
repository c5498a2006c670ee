package dev.landfall.secrets;

import dev.landfall.loop.Scheduler;
import dev.landfall.store.Reader;
import dev.landfall.store.Store;
import dev.landfall.vault.Vault;
import dev.landfall.wire.PageTokens;
import dev.landfall.wire.auth.Authorizer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Secrets Manager, put together: its operations, and the sweep that ends what was deleted long enough ago. */
public final class Secrets implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Secrets.class);
    private static final Duration SWEEP_EVERY = Duration.ofHours(1);

    private final Store store;
    private final Vault vault;
    private final PageTokens tokens;
    private final Scheduler scheduler;
    private final RandomGenerator random;
    private final Authorizer authorizer;
    private final AtomicBoolean closed = new AtomicBoolean();

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
        this.scheduler = scheduler;
        this.random = random;
        this.authorizer = authorizer;
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
        scheduler.execute("secret deletion", this::sweep);
    }

    private void sweep() {
        if (closed.get()) {
            return;
        }
        try {
            new DeletionSweep(store).run(scheduler.now());
        } catch (RuntimeException e) {
            LOG.warn("Deleted secrets could not be cleared away; it is tried again in {}", SWEEP_EVERY, e);
        } finally { // an error, too, is not the end of it
            scheduler.after(SWEEP_EVERY, "secret deletion", this::sweep);
        }
    }

    @Override
    public void close() {
        closed.set(true);
    }
}
