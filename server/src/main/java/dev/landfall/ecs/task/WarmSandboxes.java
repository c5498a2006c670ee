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
 * Keeps a few sandboxes standing ready in the subnets that tasks start in, so that a task does not wait for its network: an
 * address is set aside in the store, and the engine makes the sandbox that bears it.
 */
public final class WarmSandboxes implements AutoCloseable {
    private static final Duration SWEEP = Duration.ofMinutes(1);
    private static final Duration FORGOTTEN = Duration.ofMinutes(15); // a subnet nobody starts in any more
    private static final String KEY = "warm";

    private final Store store;
    private final Engine engine;
    private final Interfaces interfaces;
    private final Scheduler scheduler;
    private final int perSubnet;
    private final Map<Place, Instant> lastUsed = new ConcurrentHashMap<>();
    private final Loop<String> loop;

    private record Place(Realm realm, String subnetId) {}

    /** @param perSubnet how many stand ready in each subnet that is in use; 0 makes none ahead */
    public WarmSandboxes(
            Store store,
            Engine engine,
            Interfaces interfaces,
            Scheduler scheduler,
            RandomGenerator random,
            int perSubnet) {
        this.store = store;
        this.engine = engine;
        this.interfaces = interfaces;
        this.scheduler = scheduler;
        this.perSubnet = perSubnet;
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
                .ifPresent(subnet -> lastUsed.put(new Place(first, subnet.id()), scheduler.now()));
        loop.start();
    }

    /** A task starts in this subnet: others will. */
    public void used(Realm realm, String subnetId) {
        lastUsed.put(new Place(realm, subnetId), scheduler.now());
        loop.wake(KEY);
    }

    private Reconciler.Next level(Instant now) {
        var prepared = store.transact(tx -> {
            lastUsed.forEach((place, at) -> interfaces.reserve(
                    tx, place.realm(), place.subnetId(), at.plus(FORGOTTEN).isAfter(now) ? perSubnet : 0));
            interfaces.reserveOnly(
                    tx, lastUsed.keySet().stream().map(Place::subnetId).collect(Collectors.toUnmodifiableSet()));
            return interfaces.prepared(tx);
        });
        lastUsed.values().removeIf(at -> !at.plus(FORGOTTEN).isAfter(now));
        engine.prepare(prepared.stream()
                .map(p -> new Sandbox.Interface(p.address().toString(), p.hostname()))
                .collect(Collectors.toUnmodifiableSet()));
        return Reconciler.Next.SETTLED;
    }

    @Override
    public void close() {
        loop.close();
    }
}
