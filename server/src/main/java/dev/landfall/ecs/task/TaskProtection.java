package dev.landfall.ecs.task;

import dev.landfall.contract.ecs.Failure;
import dev.landfall.contract.ecs.ProtectedTask;
import dev.landfall.ecs.EcsFaults;
import dev.landfall.store.Store;
import dev.landfall.wire.Realm;
import java.util.Optional;

/**
 * Which tasks a service may not end when it scales in. Only tasks of a service can be protected, and there are no services
 * yet: every other task is told so.
 */
public final class TaskProtection {
    private static final int MAX_MINUTES = 2_880;

    private final Store store;

    public TaskProtection(Store store) {
        this.store = store;
    }

    /** What is told of one task. */
    public sealed interface Told {
        record Known(ProtectedTask task) implements Told {}

        record Failed(Failure failure) implements Told {}
    }

    public Told of(Realm realm, String cluster, String idOrArn) {
        return store.read(reader -> TaskReferences.find(reader, realm, cluster, idOrArn))
                .filter(task -> !task.isOver())
                .map(task -> failed(task.arn(), "TASK_NOT_VALID"))
                .orElseGet(() -> failed(TaskReferences.arn(realm, cluster, idOrArn), "MISSING"));
    }

    /** @throws dev.landfall.contract.Fault for a time that AWS does not take */
    public Told update(Realm realm, String cluster, String idOrArn, boolean enabled, Optional<Integer> minutes) {
        check(minutes);
        return of(realm, cluster, idOrArn);
    }

    static void check(Optional<Integer> expiresInMinutes) {
        if (expiresInMinutes
                .filter(minutes -> minutes < 1 || minutes > MAX_MINUTES)
                .isPresent()) {
            throw EcsFaults.invalidParameter("expiresInMinutes must be between 1 and " + MAX_MINUTES + ", inclusive.");
        }
    }

    private static Told failed(String arn, String reason) {
        return new Told.Failed(Failure.builder().arn(arn).reason(reason).build());
    }
}
