package dev.landfall.engine.docker;

import dev.landfall.engine.AddressGuard;
import dev.landfall.engine.Engine.EngineAway;
import dev.landfall.loop.Scheduler;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the workers of one instance share. */
record Workbench(
        String instance,
        DockerClient client,
        ContainerCalls containers,
        Pulls pulls,
        DockerNetwork network,
        DockerNetwork bridge,
        AddressGuard guard,
        HostPorts ports,
        EngineTraits traits,
        KernelLog kernel,
        Turns turns,
        Scheduler scheduler) {
    private static final Logger LOG = LoggerFactory.getLogger(Workbench.class);

    /** Removing may wait so long for starts, that somebody waits for. */
    private static final Duration REMOVAL_WAITS = Duration.ofSeconds(3);

    private static final int MOST_AT_ONCE = 8; // More only queue up inside the engine.

    static Workbench of(
            DockerClient client, String instance, NetworkPlan plan, AddressGuard guard, Scheduler scheduler) {
        return of(client, instance, plan, guard, Patience.AGENT, scheduler);
    }

    static Workbench of(
            DockerClient client,
            String instance,
            NetworkPlan plan,
            AddressGuard guard,
            Patience patience,
            Scheduler scheduler) {
        return new Workbench(
                instance,
                client,
                new ContainerCalls(client, patience),
                new Pulls(new ImageCalls(client), scheduler),
                DockerNetwork.ofSandboxes(client, plan, instance),
                DockerNetwork.ofPorts(client, plan, instance),
                guard,
                HostPorts.ofThisMachine(),
                new EngineTraits(),
                new KernelLog(),
                Turns.ofThisMachine(),
                scheduler);
    }

    String instanceLabel() {
        return Labels.INSTANCE + "=" + instance;
    }

    /** Removes a container when its turn comes. Blocks. @throws DockerFault @throws dev.landfall.engine.Engine.EngineAway */
    void remove(String id) {
        turns.patiently(scheduler.now().plus(REMOVAL_WAITS), () -> containers.remove(id));
    }

    /** Does what nobody waits for, as often as the engine refuses it or is away. Returns at once. */
    void persistently(String what, Runnable work) {
        scheduler.execute(what, () -> persistently(what, work, new Backoff()));
    }

    private void persistently(String what, Runnable work, Backoff backoff) {
        try {
            work.run();
        } catch (EngineAway | DockerFault e) {
            LOG.debug("To {} is tried again: {}", what, e.getMessage());
            scheduler.after(backoff.next(), what, () -> persistently(what, work, backoff));
        }
    }

    /** Does work on them, several at once, and returns when the last is done. The first failure is thrown. */
    <T> void each(Collection<T> items, Consumer<T> work) {
        var left = new ConcurrentLinkedQueue<>(items);
        Runnable drain = () -> {
            for (var item = left.poll(); item != null; item = left.poll()) {
                work.accept(item);
            }
        };
        var workers = IntStream.range(0, Math.min(items.size(), MOST_AT_ONCE))
                .mapToObj(number -> begin(drain))
                .toList();
        workers.forEach(Workbench::join);
    }

    /** Waits for a result, and throws what its maker threw. */
    static <T> T join(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private CompletableFuture<Boolean> begin(Runnable work) {
        var done = new CompletableFuture<Boolean>();
        scheduler.execute("docker calls", () -> {
            try {
                work.run();
                done.complete(true);
            } catch (RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }
}
