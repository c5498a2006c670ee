package dev.landfall.ecs.task;

import dev.landfall.contract.ecs.Failure;
import dev.landfall.contract.ecs.GetTaskProtectionRequest;
import dev.landfall.contract.ecs.GetTaskProtectionResponse;
import dev.landfall.contract.ecs.ProtectedTask;
import dev.landfall.contract.ecs.UpdateTaskProtectionRequest;
import dev.landfall.contract.ecs.UpdateTaskProtectionResponse;
import dev.landfall.ecs.EcsFaults;
import dev.landfall.ecs.cluster.Cluster;
import dev.landfall.store.Store;
import dev.landfall.wire.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The operations about the protection of tasks from scaling in. */
public final class ProtectionOperations {
    private static final int MOST_READ = 100;
    private static final int MOST_UPDATED = 10;

    private final Store store;
    private final TaskProtection protection;

    public ProtectionOperations(Store store, TaskProtection protection) {
        this.store = store;
        this.protection = protection;
    }

    public GetTaskProtectionResponse getTaskProtection(GetTaskProtectionRequest in, Call call) {
        var cluster = cluster(in.cluster(), call);
        var told = each(in.tasksOrEmpty(), MOST_READ, task -> protection.of(call.realm(), cluster, task));
        return GetTaskProtectionResponse.builder()
                .protectedTasks(told.known())
                .failures(told.failures())
                .build();
    }

    public UpdateTaskProtectionResponse updateTaskProtection(UpdateTaskProtectionRequest in, Call call) {
        var minutes = Optional.ofNullable(in.expiresInMinutes());
        TaskProtection.check(minutes);
        if (in.tasksOrEmpty().isEmpty()) {
            throw EcsFaults.invalidParameter("Tasks cannot be empty.");
        }
        var cluster = cluster(in.cluster(), call);
        var told = each(
                in.tasksOrEmpty(),
                MOST_UPDATED,
                task -> protection.update(call.realm(), cluster, task, in.protectionEnabledOr(false), minutes));
        return UpdateTaskProtectionResponse.builder()
                .protectedTasks(told.known())
                .failures(told.failures())
                .build();
    }

    private String cluster(@Nullable String nameOrArn, Call call) {
        Cluster found = store.read(reader -> TaskReferences.cluster(reader, call.realm(), nameOrArn));
        return found.name();
    }

    private record All(List<ProtectedTask> known, List<Failure> failures) {}

    private static All each(List<String> tasks, int most, Function<String, TaskProtection.Told> ask) {
        if (tasks.size() > most) {
            throw EcsFaults.invalidParameter("Tasks cannot have more than " + most + " elements.");
        }
        var all = new All(new ArrayList<>(), new ArrayList<>());
        for (var task : tasks) {
            switch (ask.apply(task)) {
                case TaskProtection.Told.Known(var known) -> all.known().add(known);
                case TaskProtection.Told.Failed(var failure) -> all.failures().add(failure);
            }
        }
        return all;
    }
}
