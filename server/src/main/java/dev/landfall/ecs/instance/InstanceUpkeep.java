package dev.landfall.ecs.instance;

import dev.landfall.engine.Engine;
import dev.landfall.loop.Loop;
import dev.landfall.loop.Reconciler.Next;
import dev.landfall.loop.Scheduler;
import dev.landfall.store.Store;
import dev.landfall.wire.Realm;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Keeps what a registered instance tells of its machine true: after a start of the server, as the ECS agent registers anew
 * at each of its starts, when another engine answers, and when the server
 * listens on one more port.
 */
public final class InstanceUpkeep implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMinutes(1); // one look at memory and, if registered, one read
    private static final Duration UNTIL_THE_ENGINE_ANSWERS = Duration.ofSeconds(1);
    private static final String HERE = "this machine";

    private final Store store;
    private final Engine engine;
    private final Function<Realm, String> zones;
    private final OwnPorts ports;
    private final Loop<String> loop;

    /** @param zones the availability zone that the machine stands for in a realm */
    public InstanceUpkeep(
            Store store,
            Engine engine,
            Function<Realm, String> zones,
            OwnPorts ports,
            Scheduler scheduler,
            RandomGenerator random) {
        this.store = store;
        this.engine = engine;
        this.zones = zones;
        this.ports = ports;
        this.loop = new Loop<>(
                Loop.Options.of("container instance", 1, EVERY),
                scheduler,
                random,
                (key, now) -> look(),
                () -> List.of(HERE));
    }

    public void start() {
        loop.start();
    }

    /** What is told of the machine is other than before. */
    public void changed() {
        loop.wake(HERE);
    }

    private Next look() {
        var registered = store.read(ContainerInstance::registeredHere);
        var machine = engine.contact().machine();
        if (registered.isEmpty()) {
            return Next.SETTLED;
        }
        if (machine.isEmpty()) {
            return Next.after(UNTIL_THE_ENGINE_ANSWERS);
        }
        var facts = MachineFacts.of(machine.get(), zones.apply(registered.get().realm()), ports);
        if (!registered.get().tells(facts)) {
            store.transact(tx -> {
                ContainerInstance.registeredHere(tx).ifPresent(current -> {
                    var next = current.telling(facts);
                    tx.put(ContainerInstance.KIND, next.key(), next);
                });
                return true;
            });
        }
        return Next.SETTLED;
    }

    @Override
    public void close() {
        loop.close();
    }
}
