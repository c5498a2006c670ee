package dev.landfall.ecs.task;

import dev.landfall.contract.ecs.LaunchType;
import dev.landfall.ecs.configuration.ExecutionRole;
import dev.landfall.ecs.configuration.Gathering;
import dev.landfall.ecs.configuration.Refused;
import dev.landfall.ecs.configuration.TaskConfiguration;
import dev.landfall.ecs.configuration.Unavailable;
import dev.landfall.ecs.configuration.Wording;
import dev.landfall.ecs.taskdefinition.TaskDefinition;
import dev.landfall.engine.EngineFault;
import dev.landfall.engine.PullFault;
import dev.landfall.loop.Scheduler;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The looking up before anything is started: roles, secrets and files, images, log streams. What is wrong stops the task
 * in AWS's words.
 */
final class Readying {
    private final TaskPorts ports;
    private final Gathering gathering;
    private final Scheduler scheduler;

    Readying(TaskPorts ports, Scheduler scheduler) {
        this.ports = ports;
        this.gathering = new Gathering(ports.configuration());
        this.scheduler = scheduler;
    }

    /** What becomes of the task: ACTIVATING with all it needs, or told to stop. Blocks. */
    Readied ready(Task task, TaskDefinition definition) {
        var roles = Stream.concat(task.spec().executionRoleArn().stream(), task.spec().taskRoleArn().stream());
        for (var role : roles.toList()) {
            if (!ports.roles().tasksMayAssume(task.realm(), role)) {
                return failed(StoppedReasons.cannotAssume(role));
            }
        }
        var routing = FireLensConfiguration.fault(definition.spec());
        if (routing.isPresent()) {
            return failed(routing.get());
        }
        try {
            var role = role(task);
            var configuration = gathering.of(definition.spec(), task.spec().overrides(), role, wording(task));
            var pulls = pulls(task, role);
            openLogs(task, definition, configuration, role);
            return new Readied(current -> activated(current, pulls), configuration);
        } catch (Unavailable e) {
            return failed(e.text());
        } catch (CannotPull e) {
            return new Readied(
                    current -> TaskLife.failedToStart(current, e.container, e.fault, scheduler.now()),
                    TaskConfiguration.NONE);
        } catch (LogDelivery.Unavailable e) {
            return failed(
                    isOnInstance(task)
                            ? StoppedReasons.of(task).of(new EngineFault(EngineFault.Step.START, e.driverText()))
                            : StoppedReasons.resourceInitialization(e.text()));
        }
    }

    /** In whose name a task is readied, and its images are pulled. */
    static ExecutionRole role(Task task) {
        return new ExecutionRole(
                task.realm(), task.spec().executionRoleArn(), task.id().value());
    }

    private static Wording wording(Task task) {
        return isOnInstance(task) ? Wording.AGENT : Wording.FARGATE;
    }

    private static boolean isOnInstance(Task task) {
        return task.spec().launchType() != LaunchType.FARGATE;
    }

    private Map<String, String> pulls(Task task, ExecutionRole role) {
        var pulls = new LinkedHashMap<String, String>();
        for (var container : task.containers()) {
            try {
                pulls.put(container.name(), ports.images().pullReference(role, container.image()));
            } catch (Images.Unavailable e) {
                throw new CannotPull(container, e.fault());
            } catch (Refused refused) {
                if (!isOnInstance(task)) {
                    throw Wording.withoutRegistry(refused);
                }
                var noLogin = new PullFault(PullFault.Stage.MANIFEST, PullFault.Problem.NO_LOGIN, 1);
                throw new CannotPull(container, EngineFault.of(noLogin, refused.words()));
            }
        }
        return pulls;
    }

    private void openLogs(Task task, TaskDefinition definition, TaskConfiguration configuration, ExecutionRole role) {
        var streams = new LogStreams(ports.configuration().permissions(), ports.logs());
        for (var container : task.containers()) {
            var secrets = configuration.of(container.name()).logOptions();
            LogTargets.of(task, definition, container.name(), secrets).ifPresent(target -> {
                if (isOnInstance(task)) {
                    ports.logs().open(target); // its Docker logs in the name of the instance, which may
                } else {
                    streams.open(target, role);
                }
            });
        }
    }

    private static Task activated(Task current, Map<String, String> pulls) {
        if (!(current.phase() instanceof Phase.Pending) || current.stop().isPresent()) {
            return current;
        }
        var containers = new ArrayList<TaskContainer>();
        for (var container : current.containers()) {
            containers.add(container.pulling(pulls.getOrDefault(container.name(), container.image())));
        }
        return current.with(containers).move(new Phase.Activating());
    }

    /** One container's image cannot be had. */
    private static final class CannotPull extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String container;
        private final transient EngineFault fault;

        CannotPull(TaskContainer container, EngineFault fault) {
            super(fault.message());
            this.container = container.name();
            this.fault = fault;
        }
    }

    private Readied failed(String reason) {
        return Readied.stop(Stop.failedToStart(reason, scheduler.now()));
    }
}
