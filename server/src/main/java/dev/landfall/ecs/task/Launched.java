package dev.landfall.ecs.task;

import dev.landfall.contract.ecs.Failure;
import java.util.List;

/** What became of a request for tasks: AWS answers with both. */
record Launched(List<Task> tasks, List<Failure> failures) {
    Launched {
        tasks = List.copyOf(tasks);
        failures = List.copyOf(failures);
    }
}
