package dev.landfall;

import dev.landfall.engine.Engine;
import dev.landfall.logs.storage.EventStorage;
import dev.landfall.loop.Scheduler;
import dev.landfall.network.NetworkSettings;
import dev.landfall.network.PublicAddresses;
import dev.landfall.store.Store;
import java.util.random.RandomGenerator;

/**
 * Everything that comes in through the door: what a platform stands on, real in production, simulated under a seed.
 *
 * @param random where ids come from
 * @param secret 32 bytes that only this installation knows; tokens are made with it
 */
public record Substrate(
        Store store,
        Scheduler scheduler,
        Engine engine,
        PublicAddresses publicAddresses,
        NetworkSettings network,
        EventStorage events,
        RandomGenerator random,
        byte[] secret) {}
