package dev.landfall.store;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who is told of commits. A listener or action that fails is logged and hinders nobody else. */
public final class Subscriptions {
    private static final Logger LOG = LoggerFactory.getLogger(Subscriptions.class);

    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();

    private record Subscription(Set<String> kinds, Consumer<Store.Change> listener) {}

    /** What one transaction leaves to do once it is durable. */
    public record Aftermath(List<Runnable> actions, List<Store.Change> changes) {
        public boolean isEmpty() {
            return actions.isEmpty() && changes.isEmpty();
        }
    }

    public Store.Watch add(Set<Kind<?>> kinds, Consumer<Store.Change> listener) {
        var names = kinds.stream().map(Kind::name).collect(Collectors.toUnmodifiableSet());
        var subscription = new Subscription(names, listener);
        subscriptions.add(subscription);
        return () -> subscriptions.remove(subscription);
    }

    /** Runs the actions, then tells the changes. */
    public void tell(Aftermath aftermath) {
        aftermath.actions().forEach(Subscriptions::shielded);
        for (var change : aftermath.changes()) {
            for (var subscription : subscriptions) {
                if (subscription.kinds().contains(change.kind().name())) {
                    shielded(() -> subscription.listener().accept(change));
                }
            }
        }
    }

    private static void shielded(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | AssertionError | StackOverflowError e) {
            LOG.error("What was to follow a commit failed", e);
        }
    }
}
