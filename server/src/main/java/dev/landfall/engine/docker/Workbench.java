package dev.landfall.engine.docker;

import dev.landfall.loop.Scheduler;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** What the workers of one instance share. */
record Workbench(
        String instance,
        DockerClient client,
        ContainerCalls containers,
        Pulls pulls,
        DockerNetwork network,
        Scheduler scheduler) {
    static Workbench of(DockerHost host, String instance, NetworkPlan plan, Scheduler scheduler) {
        var client = new DockerClient(host, scheduler);
        return new Workbench(
                instance,
                client,
                new ContainerCalls(client),
                new Pulls(new ImageCalls(client), scheduler),
                new DockerNetwork(client, plan, instance),
                scheduler);
    }

    String instanceLabel() {
        return Labels.INSTANCE + "=" + instance;
    }

    /** Does work on all of them at once, and returns when the last is done. The first failure is thrown. */
    <T> void each(Collection<T> items, Consumer<T> work) {
        var all = items.stream().map(item -> begin(item, work)).toList();
        all.forEach(Workbench::join);
    }

    /** Waits for a result, and throws what its maker threw. */
    static <T> T join(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private <T> CompletableFuture<T> begin(T item, Consumer<T> work) {
        var done = new CompletableFuture<T>();
        scheduler.execute("docker call", () -> {
            try {
                work.accept(item);
                done.complete(item);
            } catch (RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }
}
