package dev.landfall.iam;

import dev.landfall.loop.Scheduler;
import dev.landfall.loop.Sweep;
import dev.landfall.store.Store;
import dev.landfall.vault.Vault;
import dev.landfall.wire.auth.AccessKeys;
import dev.landfall.wire.auth.Authorizer;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** IAM, put together: its operations, the sessions that STS gives out, and what the other services ask. */
public final class Iam implements AutoCloseable {
    private static final Duration SWEEP_EVERY = Duration.ofHours(1);

    private final Store store;
    private final Vault vault;
    private final Scheduler scheduler;
    private final RandomGenerator random;
    private final ResourcePolicies onResources;
    private final Sessions sessions;
    private final Sweep sweep;

    /**
     * @param vault where access keys' secrets are safe
     * @param random unguessable: secrets come from it
     * @param onResources the policies that other services keep on what is theirs
     */
    public Iam(Store store, Vault vault, Scheduler scheduler, RandomGenerator random, ResourcePolicies onResources) {
        this.store = store;
        this.vault = vault;
        this.scheduler = scheduler;
        this.random = random;
        this.onResources = onResources;
        this.sessions = new Sessions(store, vault, random);
        this.sweep = new Sweep(scheduler, "session sweep", SWEEP_EVERY, sessions::sweep);
    }

    /** To be bound to {@code IamService.MODEL}. */
    public Object[] operations() {
        return new Object[] {
            new IamResources(store),
            new RoleOperations(store, random),
            new UserOperations(store, random),
            new GroupOperations(store, random),
            new AccessKeyOperations(store, vault, random),
            new PolicyOperations(store, random),
            new AttachmentOperations(store),
            new InlinePolicyOperations(store),
            new InstanceProfileOperations(store, random),
            new ServiceLinkedRoleOperations(store, random),
            new TagOperations(store),
            new BoundaryOperations(store),
            new SimulationOperations(store),
            new AccountOperations(store),
        };
    }

    /** What STS's operations stand on. */
    public Sessions sessions() {
        return sessions;
    }

    public Roles roles() {
        return new IamRoles(store, sessions, onResources);
    }

    public AccessKeys accessKeys() {
        return new IamAccessKeys(store, vault);
    }

    /**
     * The access key of an account's root, made where it has none: how its owner gets in where every request is checked.
     * Not for transactions.
     */
    public RootKey rootKey(String account) {
        return store.transact(tx -> {
            var known = Credential.of(tx, account, "").stream()
                    .filter(Credential::active)
                    .findFirst();
            if (known.isPresent()) {
                var id = known.get().id();
                return new RootKey(id, vault.unsealText(known.get().secret(), Credential.secretPlace(id)));
            }
            var ids = new IamIds(random);
            var key = new RootKey(ids.accessKey("AKIA", account), ids.secret());
            var credential =
                    Credential.longTerm(key.accessKeyId(), account, "", key.secretAccessKey(), vault, scheduler.now());
            tx.put(Credential.KIND, credential.key(), credential);
            return key;
        });
    }

    /** A key and its secret, for its owner's eyes. */
    public record RootKey(String accessKeyId, String secretAccessKey) {
        @Override
        public String toString() {
            return "RootKey[" + accessKeyId + "]";
        }
    }

    /** Allows what policies allow. */
    public Authorizer authorizer() {
        return new IamAuthorizer(store, scheduler::now, onResources);
    }

    /** Begins to clear away credentials that ran out. */
    public void start() {
        sweep.start();
    }

    @Override
    public void close() {
        sweep.close();
    }
}
