package dev.landfall.ecs.taskdefinition;

import dev.landfall.contract.ecs.ContainerDefinition;
import dev.landfall.contract.ecs.ContainerRestartPolicy;
import dev.landfall.contract.ecs.HealthCheck;
import dev.landfall.ecs.EcsFaults;
import java.util.Set;

/** What ECS wants of health checks, restart policies and timeouts. */
final class LifecycleRules {
    private static final int MAX_IGNORED_CODES = 50;
    private static final int MIN_PERIOD_SECONDS = 60;
    private static final int MAX_PERIOD_SECONDS = 1_800;

    private LifecycleRules() {}

    static void check(ContainerDefinition container) {
        if (container.healthCheck() != null) {
            health(container.healthCheck());
        }
        if (container.restartPolicy() != null) {
            restarts(container, container.restartPolicy());
        }
        notNegative("startTimeout", container, container.startTimeoutOr(0));
        notNegative("stopTimeout", container, container.stopTimeoutOr(0));
    }

    private static void health(HealthCheck check) {
        var command = check.commandOrEmpty();
        if (command.size() < 2 || !Set.of("CMD", "CMD-SHELL").contains(command.getFirst())) {
            throw EcsFaults.client("Health check command must begin with CMD or CMD-SHELL, followed by the command.");
        }
        between("interval", check.intervalOr(30), 5, 300);
        between("timeout", check.timeoutOr(5), 2, 60);
        between("retries", check.retriesOr(3), 1, 10);
        between("startPeriod", check.startPeriodOr(0), 0, 300);
    }

    private static void between(String member, int value, int least, int most) {
        if (value < least || value > most) {
            throw EcsFaults.client("Health check " + member + " must be between " + least + " and " + most + ".");
        }
    }

    private static void restarts(ContainerDefinition container, ContainerRestartPolicy policy) {
        var period = policy.restartAttemptPeriodOr(MIN_PERIOD_SECONDS);
        if (period < MIN_PERIOD_SECONDS || period > MAX_PERIOD_SECONDS) {
            throw EcsFaults.client("Invalid restart policy: the 'restartAttemptPeriod' setting for container '"
                    + container.nameOr("") + "' must be between " + MIN_PERIOD_SECONDS + " and " + MAX_PERIOD_SECONDS
                    + ".");
        }
        if (policy.ignoredExitCodesOrEmpty().size() > MAX_IGNORED_CODES) {
            throw EcsFaults.client("Invalid restart policy: the 'ignoredExitCodes' setting for container '"
                    + container.nameOr("") + "' can have at most " + MAX_IGNORED_CODES + " exit codes.");
        }
    }

    private static void notNegative(String member, ContainerDefinition container, int seconds) {
        if (seconds < 0) {
            throw EcsFaults.client("Invalid '" + member + "' setting for container '" + container.nameOr("")
                    + "'. It cannot be negative.");
        }
    }
}
