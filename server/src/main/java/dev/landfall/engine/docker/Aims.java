package dev.landfall.engine.docker;

import dev.landfall.engine.Pod;
import dev.landfall.engine.Pod.Level;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What one container was asked for last; whoever works for that learns at once when it changes. */
final class Aims {
    private @Nullable Target target;
    private boolean retired;
    private CompletableFuture<@Nullable Void> changed = new CompletableFuture<>();

    /** The container as it is wanted, in its pod. */
    record Target(Pod pod, Pod.Container container) {
        Level level() {
            return container.level();
        }

        boolean needsImage() {
            return level() instanceof Level.Running || level() instanceof Level.Pulled;
        }

        boolean runs() {
            return level() instanceof Level.Running;
        }

        boolean stops() {
            return level() instanceof Level.Stopped;
        }
    }

    synchronized void take(Target next) {
        target = next;
        announce();
    }

    /** Nothing is wanted from now on. */
    synchronized void retire() {
        retired = true;
        announce();
    }

    synchronized boolean isRetired() {
        return retired;
    }

    synchronized Optional<Target> current() {
        return retired ? Optional.empty() : Optional.ofNullable(target);
    }

    /** A result, waited for as long as the target wants it; empty once it does not. Throws what its maker threw. */
    <T> Optional<T> await(CompletableFuture<T> result, Predicate<Target> wants) {
        while (true) {
            CompletableFuture<@Nullable Void> change;
            synchronized (this) {
                if (current().filter(wants).isEmpty()) {
                    return Optional.empty();
                }
                change = changed;
            }
            if (result.isDone()) {
                return Optional.of(Workbench.join(result));
            }
            try {
                CompletableFuture.anyOf(result, change).join();
            } catch (CompletionException e) {
                // Told by the next look at the result.
            }
        }
    }

    private void announce() {
        changed.complete(null);
        changed = new CompletableFuture<>();
    }
}
