package dev.landfall.ecs.explain;

import dev.landfall.contract.landfall.ExplainTaskRequest;
import dev.landfall.contract.landfall.ExplainTaskResponse;
import dev.landfall.ecs.task.Task;
import dev.landfall.ecs.task.TaskMoments;
import dev.landfall.ecs.task.TaskProjection;
import dev.landfall.ecs.taskdefinition.TaskDefinition;
import dev.landfall.engine.Engine;
import dev.landfall.store.Reader;
import dev.landfall.store.Store;
import dev.landfall.wire.Call;
import java.util.Optional;

/** Tells why a task is where it is. */
public final class ExplainOperations {
    private final Store store;
    private final Engine engine;
    private final StreamTail tail;

    public ExplainOperations(Store store, Engine engine, StreamTail tail) {
        this.store = store;
        this.engine = engine;
        this.tail = tail;
    }

    public ExplainTaskResponse explainTask(ExplainTaskRequest in, Call call) {
        var cluster = Optional.ofNullable(in.cluster()).filter(name -> !name.isBlank());
        var stored = store.read(reader -> {
            var task = new TaskSearch(reader, call.realm()).find(cluster, in.taskOr(""));
            return new TaskCase(task, definition(reader, task), moments(reader, task), engine.trouble(), call.now());
        });
        // a pull that hangs changes nothing that is stored
        var live = stored.moments().with(engine.timings(stored.task().id().pod()));
        return explain(new TaskCase(stored.task(), stored.definition(), live, stored.trouble(), stored.now()));
    }

    private static Optional<TaskDefinition> definition(Reader reader, Task task) {
        var key = TaskDefinition.key(
                task.realm(), task.spec().family(), task.spec().revision());
        return reader.get(TaskDefinition.KIND, key);
    }

    private static TaskMoments moments(Reader reader, Task task) {
        return reader.get(TaskMoments.KIND, task.key()).orElse(TaskMoments.NONE);
    }

    private ExplainTaskResponse explain(TaskCase known) {
        var shown = TaskProjection.of(known.task(), false);
        var steps = StartSteps.of(known);
        var causes = Causes.of(known);
        return ExplainTaskResponse.builder()
                .taskArn(shown.taskArn())
                .clusterArn(shown.clusterArn())
                .taskDefinitionArn(shown.taskDefinitionArn())
                .launchType(known.task().spec().launchType().value())
                .lastStatus(shown.lastStatus())
                .desiredStatus(shown.desiredStatus())
                .healthStatus(
                        shown.healthStatus() == null
                                ? null
                                : shown.healthStatus().value())
                .createdAt(shown.createdAt())
                .startedAt(shown.startedAt())
                .stoppedAt(shown.stoppedAt())
                .explainedAt(known.now())
                .summary(Summary.of(known, steps, causes))
                .advice(Advice.of(known).orElse(null))
                .steps(steps)
                .causes(causes)
                .containers(new ContainerExplanations(known, tail).all())
                .build();
    }
}
