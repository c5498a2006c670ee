package dev.landfall.network;

import dev.landfall.loop.Loop;
import dev.landfall.loop.Reconciler;
import dev.landfall.loop.Scheduler;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/** Looks now and then whether public addresses still answer as they were told to, and mends what was undone. */
public final class PublicAddressUpkeep implements AutoCloseable {
    private static final Duration EVERY = Duration.ofSeconds(15); // one short look at the kernel's tables
    private static final String ALL = "all";

    private final Loop<String> loop;

    public PublicAddressUpkeep(PublicAddresses addresses, Scheduler scheduler, RandomGenerator random) {
        this.loop = new Loop<>(
                Loop.Options.of("public addresses", 1, EVERY),
                scheduler,
                random,
                (key, now) -> {
                    addresses.repair();
                    return Reconciler.Next.SETTLED;
                },
                () -> List.of(ALL));
    }

    public void start() {
        loop.start();
    }

    @Override
    public void close() {
        loop.close();
    }
}
