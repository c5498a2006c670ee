package dev.landfall.ssm;

import dev.landfall.loop.Scheduler;
import dev.landfall.store.Store;
import dev.landfall.vault.Vault;
import dev.landfall.wire.PageTokens;

/** Parameter Store, put together. */
public final class Ssm implements AutoCloseable {
    private final Store store;
    private final Vault vault;
    private final PageTokens tokens;
    private final ReferencedSecrets secrets;
    private final ExpirySweep expiry;

    /** @param vault where parameters' values are safe */
    public Ssm(Store store, Vault vault, PageTokens tokens, ReferencedSecrets secrets, Scheduler scheduler) {
        this.store = store;
        this.vault = vault;
        this.tokens = tokens;
        this.secrets = secrets;
        this.expiry = new ExpirySweep(store, scheduler);
    }

    /** For other services. */
    public ParameterValues values() {
        return new ParameterValues(new GetOperations(store, vault, tokens, secrets));
    }

    /** To be bound to {@code SsmService.MODEL}. */
    public Object[] operations() {
        return new Object[] {
            new SsmResources(),
            new PutOperations(store, vault),
            new GetOperations(store, vault, tokens, secrets),
            new DescribeOperations(store, vault, tokens),
            new DeleteOperations(store),
            new LabelOperations(store),
            new TagOperations(store),
        };
    }

    /** Begins to end what policies end. */
    public void start() {
        expiry.start();
    }

    @Override
    public void close() {
        expiry.close();
    }
}
