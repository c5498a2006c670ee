package dev.landfall.ecs.task;

import dev.landfall.contract.ecs.ContainerDefinition;
import dev.landfall.contract.ecs.LogConfiguration;
import dev.landfall.contract.ecs.LogDriver;
import dev.landfall.ecs.account.Settings;
import dev.landfall.ecs.configuration.ContainerConfiguration;
import dev.landfall.engine.ContainerLogging;
import dev.landfall.store.Store;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What becomes of a container's output in the engine. For awslogs it is kept there until it is delivered; every other
 * driver is the engine's own and gets its options as they are.
 */
final class ContainerOutput {
    private static final String BLOCKING = "blocking";
    private static final int BLOCKING_FILES = 100;
    private static final String DEFAULT_BUFFER = "10m";

    private final Store store;

    ContainerOutput(Store store) {
        this.store = store;
    }

    ContainerLogging of(Task task, ContainerDefinition definition, ContainerConfiguration given) {
        var log = definition.logConfiguration();
        if (log == null || log.logDriver() == null) {
            return ContainerLogging.KEPT;
        }
        if (log.logDriver() == LogDriver.AWSLOGS) {
            // nothing is lost while the delivery waits, so there must be room to wait in
            return mode(task, log).equals(BLOCKING) ? ContainerLogging.kept(BLOCKING_FILES) : ContainerLogging.KEPT;
        }
        if (log.logDriver() == LogDriver.AWSFIRELENS) {
            return FireLens.output(task, definition);
        }
        return log.logDriver() == LogDriver.NONE
                ? new ContainerLogging(log.logDriver().value(), log.optionsOrEmpty())
                : new ContainerLogging(log.logDriver().value(), options(task, log, given));
    }

    private Map<String, String> options(Task task, LogConfiguration log, ContainerConfiguration given) {
        var options = new LinkedHashMap<>(log.optionsOrEmpty());
        options.putAll(given.logOptions());
        var mode = mode(task, log);
        options.put("mode", mode);
        if (!mode.equals(BLOCKING)) {
            options.putIfAbsent("max-buffer-size", DEFAULT_BUFFER);
        }
        return options;
    }

    /** Its own, else the account's. */
    private String mode(Task task, LogConfiguration log) {
        var own = log.optionsOrEmpty().get("mode");
        return own != null ? own : Settings.logDriverMode(store, task.realm());
    }
}
