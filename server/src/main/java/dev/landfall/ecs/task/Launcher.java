package dev.landfall.ecs.task;

import dev.landfall.contract.ecs.RunTaskRequest;
import dev.landfall.contract.ecs.RunTaskResponse;
import dev.landfall.ecs.EcsFaults;
import dev.landfall.store.Key;
import dev.landfall.store.Store;
import dev.landfall.store.Transaction;
import dev.landfall.wire.Call;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** RunTask: turns a request into tasks, all or none, and the same ones for the same client token. */
public final class Launcher {
    private final Store store;
    private final TaskNetwork network;
    private final RandomGenerator random;

    public Launcher(Store store, TaskNetwork network, RandomGenerator random) {
        this.store = store;
        this.network = network;
        this.random = random;
    }

    RunTaskResponse run(RunTaskRequest in, Call call) {
        LaunchRules.check(in);
        var token = Optional.ofNullable(in.clientToken()).filter(t -> !t.isEmpty());
        var hash =
                token.map(t -> RequestHash.of(in.toBuilder().clientToken(null).build()));
        var tasks = store.transact(tx -> {
            if (token.isPresent()) {
                var known = known(tx, call, token.get(), hash.orElseThrow());
                if (known.isPresent()) {
                    return known.get();
                }
            }
            var created = create(tx, in, call);
            token.ifPresent(t -> tx.put(
                    TaskKinds.CLIENT_TOKEN,
                    tokenKey(call, t),
                    new ClientToken(
                            hash.orElseThrow(), created.stream().map(Task::arn).toList(), call.now())));
            return created;
        });
        return RunTaskResponse.builder()
                .tasks(tasks.stream().map(task -> TaskProjection.of(task, true)).toList())
                .failures(List.of())
                .build();
    }

    private List<Task> create(Transaction tx, RunTaskRequest in, Call call) {
        var cluster = TaskReferences.cluster(tx, call.realm(), in.cluster());
        var plan = LaunchPlan.of(tx, cluster, in, call, network);
        var tasks = plan.tasks(random, call.now());
        tasks.forEach(task -> tx.put(TaskKinds.TASK, task.key(), task));
        return tasks;
    }

    /**
     * The tasks that the token made before, as far as they are still told of; AWS tells of another request under the same
     * token as a conflict.
     */
    private static Optional<List<Task>> known(Transaction tx, Call call, String token, String hash) {
        var before = tx.get(TaskKinds.CLIENT_TOKEN, tokenKey(call, token));
        if (before.isEmpty()) {
            return Optional.empty();
        }
        if (!before.get().requestHash().equals(hash)) {
            throw EcsFaults.tokenReused(before.get().taskArns());
        }
        return Optional.of(before.get().taskArns().stream()
                .flatMap(arn -> byArn(tx, call, arn).stream())
                .toList());
    }

    private static Optional<Task> byArn(Transaction tx, Call call, String arn) {
        var path = arn.substring(arn.indexOf(":task/") + ":task/".length());
        var slash = path.indexOf('/');
        var key = Key.of(
                call.realm().account(), call.realm().region(), path.substring(0, slash), path.substring(slash + 1));
        return tx.get(TaskKinds.TASK, key);
    }

    private static Key tokenKey(Call call, String token) {
        return Key.of(call.realm().account(), call.realm().region(), "RunTask", token);
    }
}
