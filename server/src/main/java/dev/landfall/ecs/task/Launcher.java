package dev.landfall.ecs.task;

import dev.landfall.contract.ecs.RunTaskRequest;
import dev.landfall.contract.ecs.RunTaskResponse;
import dev.landfall.contract.ecs.StartTaskRequest;
import dev.landfall.contract.ecs.StartTaskResponse;
import dev.landfall.ecs.EcsFaults;
import dev.landfall.ecs.RolePassing;
import dev.landfall.ecs.instance.Fleet;
import dev.landfall.store.Key;
import dev.landfall.store.Store;
import dev.landfall.store.Transaction;
import dev.landfall.wire.Call;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * RunTask and StartTask: turn a request into tasks, and into the same ones for the same client token. On Fargate it is all
 * or none; on container instances as many as find a place.
 */
public final class Launcher {
    private final Store store;
    private final TaskNetwork network;
    private final RandomGenerator random;
    private final InstanceLaunch instances;
    private final LaunchRoles roles;

    public Launcher(Store store, TaskNetwork network, Fleet fleet, RolePassing passing, RandomGenerator random) {
        this.store = store;
        this.network = network;
        this.random = random;
        this.instances = new InstanceLaunch(fleet, random);
        this.roles = new LaunchRoles(store, passing);
    }

    RunTaskResponse run(RunTaskRequest in, Call call) {
        LaunchRules.check(in);
        var token = Optional.ofNullable(in.clientToken()).filter(t -> !t.isEmpty());
        var hash =
                token.map(t -> RequestHash.of(in.toBuilder().clientToken(null).build()));
        var checked = roles.checked(in, call);
        var launched = store.transact(tx -> {
            if (token.isPresent()) {
                var known = known(tx, call, token.get(), hash.orElseThrow());
                if (known.isPresent()) {
                    return new Launched(known.get(), List.of());
                }
            }
            var created = create(tx, checked, call);
            token.ifPresent(t -> tx.put(
                    TaskKinds.CLIENT_TOKEN,
                    tokenKey(call, t),
                    new ClientToken(
                            hash.orElseThrow(),
                            created.tasks().stream().map(Task::arn).toList(),
                            call.now())));
            return created;
        });
        return RunTaskResponse.builder()
                .tasks(shown(launched))
                .failures(launched.failures())
                .build();
    }

    StartTaskResponse start(StartTaskRequest in, Call call) {
        var asked = StartRequests.asRun(in);
        LaunchRules.check(asked);
        var request = roles.checked(asked, call);
        var launched = store.transact(tx -> {
            var cluster = TaskReferences.cluster(tx, call.realm(), in.cluster());
            var plan = LaunchPlan.of(tx, cluster, request, call, new Compute.ContainerInstances(1), network);
            return kept(tx, instances.start(tx, plan, in.containerInstancesOrEmpty(), call.now()));
        });
        return StartTaskResponse.builder()
                .tasks(shown(launched))
                .failures(launched.failures())
                .build();
    }

    private Launched create(Transaction tx, RunTaskRequest in, Call call) {
        var cluster = TaskReferences.cluster(tx, call.realm(), in.cluster());
        var compute = Compute.of(cluster, in);
        if (compute instanceof Compute.ContainerInstances && Fleet.takers(tx, call.realm(), cluster.name()) == 0) {
            throw EcsFaults.noContainerInstances();
        }
        var plan = LaunchPlan.of(tx, cluster, in, call, compute, network);
        return kept(
                tx,
                switch (compute) {
                    case Compute.Fargate f ->
                        new Launched(
                                f.providers().stream()
                                        .map(provider -> plan.onFargate(provider, random, call.now()))
                                        .toList(),
                                List.of());
                    case Compute.ContainerInstances c -> instances.place(tx, plan, c.count(), call.now());
                });
    }

    private static Launched kept(Transaction tx, Launched launched) {
        launched.tasks().forEach(task -> tx.put(TaskKinds.TASK, task.key(), task));
        return launched;
    }

    private static List<dev.landfall.contract.ecs.Task> shown(Launched launched) {
        return launched.tasks().stream()
                .map(task -> TaskProjection.of(task, true))
                .toList();
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
