package dev.landfall.ecs.task;

import dev.landfall.ecs.configuration.TaskConfiguration;
import java.util.function.UnaryOperator;

/**
 * What came of readying a task.
 *
 * @param change what becomes of it: ACTIVATING, or told to stop
 * @param configuration what its containers are to be given
 */
record Readied(UnaryOperator<Task> change, TaskConfiguration configuration) {
    static Readied stop(Stop why) {
        return new Readied(current -> current.end(why), TaskConfiguration.NONE);
    }
}
