package dev.landfall.ecs.task;

import dev.landfall.engine.Engine;
import dev.landfall.engine.Sandbox;
import dev.landfall.loop.Loop;
import dev.landfall.loop.Reconciler;
import dev.landfall.loop.Scheduler;
import dev.landfall.network.Interfaces;
import dev.landfall.store.Store;
import dev.landfall.wire.Realm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Keeps sandboxes standing ready in the subnets that tasks start in, so that a task does not wait for its network: an
 * address is set aside in the store, and the engine makes the sandbox that bears it. How many there are follows how many
 * tasks started together lately.
 */
public final class WarmSandboxes implements AutoCloseable {
    private static final Duration SWEEP = Duration.ofMinutes(1);
    private static final Duration FORGOTTEN = Duration.ofMinutes(15); // a subnet nobody starts in any more
    private static final int MOST = 10; // a RunTask's; each takes some 10 MB of the engine's memory
    private static final String KEY = "warm";

    private final Store store;
    private final Engine engine;
    private final Interfaces interfaces;
    private final Scheduler scheduler;
    private final int fewest;
    private final Map<Place, RecentStarts> recent = new ConcurrentHashMap<>();
    private final Loop<String> loop;

    private record Place(Realm realm, String subnetId) {}

    /** @param fewest that stand ready in each subnet that is in use; 0 makes none ahead */
    public WarmSandboxes(
            Store store,
            Engine engine,
            Interfaces interfaces,
            Scheduler scheduler,
            RandomGenerator random,
            int fewest) {
        this.store = store;
        this.engine = engine;
        this.interfaces = interfaces;
        this.scheduler = scheduler;
        this.fewest = fewest;
        this.loop = new Loop<>(
                Loop.Options.of("warm sandboxes", 1, SWEEP),
                scheduler,
                random,
                (key, now) -> level(now),
                () -> List.of(KEY));
    }

    /** Begins with the subnet that comes first in a realm: where a first task most likely goes. */
    public void start(Realm first) {
        interfaces.network(first).subnets().stream()
                .findFirst()
                .ifPresent(subnet -> recent.put(new Place(first, subnet.id()), new RecentStarts(scheduler.now())));
        loop.start();
    }

    /** A task starts in this subnet: others will. */
    public void used(Realm realm, String subnetId) {
        var now = scheduler.now();
        recent.computeIfAbsent(new Place(realm, subnetId), place -> new RecentStarts(now))
                .started(now);
        loop.wake(KEY);
    }

    private Reconciler.Next level(Instant now) {
        var prepared = store.transact(tx -> {
            recent.forEach(
                    (place, starts) -> interfaces.reserve(tx, place.realm(), place.subnetId(), wanted(starts, now)));
            interfaces.reserveOnly(
                    tx, recent.keySet().stream().map(Place::subnetId).collect(Collectors.toUnmodifiableSet()));
            return interfaces.prepared(tx);
        });
        recent.values().removeIf(starts -> isForgotten(starts, now));
        engine.prepare(prepared.stream()
                .map(p -> new Sandbox.Interface(p.address().toString(), p.hostname()))
                .collect(Collectors.toUnmodifiableSet()));
        return Reconciler.Next.SETTLED;
    }

    private int wanted(RecentStarts starts, Instant now) {
        return fewest == 0 || isForgotten(starts, now) ? 0 : Math.clamp(starts.peak(now), fewest, MOST);
    }

    private static boolean isForgotten(RecentStarts starts, Instant now) {
        return !starts.isSince(now.minus(FORGOTTEN));
    }

    @Override
    public void close() {
        loop.close();
    }
}
