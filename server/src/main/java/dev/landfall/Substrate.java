package dev.landfall;

import dev.landfall.audit.SecurityEvents;
import dev.landfall.clock.HostClock;
import dev.landfall.ecr.RegistryAddress;
import dev.landfall.ecr.blob.BlobStore;
import dev.landfall.engine.Engine;
import dev.landfall.logs.storage.EventStorage;
import dev.landfall.loop.Scheduler;
import dev.landfall.network.LoopbackEndpoint;
import dev.landfall.network.NetworkSettings;
import dev.landfall.network.PacketFilter;
import dev.landfall.network.PublicAddresses;
import dev.landfall.network.TaskEndpoint;
import dev.landfall.s3.Buckets;
import dev.landfall.store.Store;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Everything that comes in through the door: what a platform stands on, real in production, simulated under a seed.
 *
 * @param clock of this machine, as far as it is known how right it is
 * @param random where ids come from
 * @param secret 32 bytes that only this installation knows; tokens are made with it
 */
public record Substrate(
        Store store,
        Scheduler scheduler,
        Engine engine,
        PublicAddresses publicAddresses,
        PacketFilter packetFilter,
        TaskEndpoint taskEndpoint,
        LoopbackEndpoint loopback,
        NetworkSettings network,
        EventStorage events,
        BlobStore blobs,
        Buckets buckets,
        RegistryAddress registry,
        SecurityEvents security,
        HostClock clock,
        RandomGenerator random,
        byte[] secret) {
    private static final long VERSION_MASK = 0xF000L;
    private static final long VERSION_4 = 0x4000L;
    private static final long VARIANT_MASK = 0x3FFF_FFFF_FFFF_FFFFL;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    /** A random (version 4) UUID out of the substrate's own randomness. */
    UUID uuid() {
        return new UUID(random.nextLong() & ~VERSION_MASK | VERSION_4, random.nextLong() & VARIANT_MASK | VARIANT);
    }
}
