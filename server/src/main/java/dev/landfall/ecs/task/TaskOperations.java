package dev.landfall.ecs.task;

import dev.landfall.contract.ecs.*;
import dev.landfall.ecs.EcsFaults;
import dev.landfall.ecs.Pages;
import dev.landfall.store.Store;
import dev.landfall.wire.Call;
import java.util.ArrayList;
import java.util.List;

/** The operations on tasks. They write intent; the task loop makes it true. */
public final class TaskOperations {
    private static final int MAX_DESCRIBED = 100;
    private static final int MAX_REASON_LENGTH = 1_024;
    private static final String STOPPED_BY_USER = "Task stopped by user"; // as StopTask's example tells it

    private final Store store;
    private final Launcher launcher;
    private final TaskListing listing;

    public TaskOperations(Store store, Launcher launcher, Pages pages) {
        this.store = store;
        this.launcher = launcher;
        this.listing = new TaskListing(store, pages);
    }

    public RunTaskResponse runTask(RunTaskRequest in, Call call) {
        return launcher.run(in, call);
    }

    public StartTaskResponse startTask(StartTaskRequest in, Call call) {
        return launcher.start(in, call);
    }

    public DescribeTasksResponse describeTasks(DescribeTasksRequest in, Call call) {
        var asked = in.tasksOrEmpty();
        if (asked.isEmpty()) {
            throw EcsFaults.invalidParameter("Tasks cannot be empty.");
        }
        if (asked.size() > MAX_DESCRIBED) {
            throw EcsFaults.invalidParameter("Tasks cannot have more than " + MAX_DESCRIBED + " elements.");
        }
        var withTags = in.includeOrEmpty().contains(TaskField.TAGS);
        return store.read(reader -> {
            var cluster =
                    TaskReferences.cluster(reader, call.realm(), in.cluster()).name();
            var found = new ArrayList<dev.landfall.contract.ecs.Task>();
            var failures = new ArrayList<Failure>();
            for (var one : asked) {
                TaskReferences.find(reader, call.realm(), cluster, one)
                        .ifPresentOrElse(
                                task -> found.add(TaskProjection.of(task, withTags)),
                                () -> failures.add(Failure.builder()
                                        .arn(TaskReferences.arn(call.realm(), cluster, one))
                                        .reason("MISSING")
                                        .build()));
            }
            return DescribeTasksResponse.builder()
                    .tasks(found)
                    .failures(failures)
                    .build();
        });
    }

    public ListTasksResponse listTasks(ListTasksRequest in, Call call) {
        return listing.list(in, call);
    }

    /** Asks a task to end; one that is over, or was asked before, stays as it is. */
    public StopTaskResponse stopTask(StopTaskRequest in, Call call) {
        var reason = in.reasonOr(STOPPED_BY_USER);
        if (reason.length() > MAX_REASON_LENGTH) {
            throw EcsFaults.invalidParameter("reason should not be longer than " + MAX_REASON_LENGTH + " characters.");
        }
        return store.transact(tx -> {
            var cluster = TaskReferences.cluster(tx, call.realm(), in.cluster()).name();
            var task = TaskReferences.find(tx, call.realm(), cluster, in.taskOr(""))
                    .orElseThrow(EcsFaults::taskNotFound);
            var ended = task.isOver()
                    ? task
                    : task.end(new Stop(TaskStopCode.USER_INITIATED, reason, call.now()))
                            .tagged(List.of());
            if (ended != task) {
                tx.put(TaskKinds.TASK, ended.key(), ended);
            }
            return StopTaskResponse.builder()
                    .task(TaskProjection.of(ended, false))
                    .build();
        });
    }
}
