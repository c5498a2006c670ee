package dev.landfall.ecs.agent;

import dev.landfall.ecs.agent.RoleSessions.Session;
import dev.landfall.ecs.task.Task;
import dev.landfall.ecs.task.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The credentials that tasks have now: the same for all containers of a task until they are near their end, then new
 * ones, while the old still serve those that hold them. They live in memory; a process that starts gives out others.
 */
final class TaskCredentials {
    /** SDKs ask again some 5 to 15 minutes before the end, and must then get others. */
    private static final Duration ROTATE_BEFORE_END = Duration.ofHours(1);

    private static final int SWEEP_ABOVE = 1_024; // tasks; those that ended leave theirs until it is reached

    private final RoleSessions roles;
    private final Map<TaskId, Holder> holders = new ConcurrentHashMap<>();

    TaskCredentials(RoleSessions roles) {
        this.roles = roles;
    }

    /** One task's, and who may renew them. */
    private static final class Holder {
        final ReentrantLock lock = new ReentrantLock();
        volatile Optional<Session> session = Optional.empty();

        Optional<Session> fresh(Instant now) {
            return session.filter(s -> s.expiresAt().minus(ROTATE_BEFORE_END).isAfter(now));
        }
    }

    /** Empty when the task has no role, or may not have it any more. */
    Optional<Session> of(Task task, Instant now) {
        sweep(now);
        return task.spec().taskRoleArn().flatMap(role -> {
            var holder = holders.computeIfAbsent(task.id(), id -> new Holder());
            return holder.fresh(now).or(() -> renewed(holder, task, role, now));
        });
    }

    private Optional<Session> renewed(Holder holder, Task task, String role, Instant now) {
        holder.lock.lock();
        try {
            if (holder.fresh(now).isEmpty()) {
                holder.session = roles.open(role, task.id().value(), now);
            }
            return holder.session;
        } finally {
            holder.lock.unlock();
        }
    }

    private void sweep(Instant now) {
        if (holders.size() > SWEEP_ABOVE) {
            holders.values().removeIf(holder -> holder.fresh(now).isEmpty() && !holder.lock.isLocked());
        }
    }
}
