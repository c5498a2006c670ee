package dev.landfall;

import dev.landfall.audit.SecurityEvents;
import dev.landfall.ecr.RegistryAddress;
import dev.landfall.ecr.blob.BlobStore;
import dev.landfall.logs.storage.EventStorage;
import dev.landfall.loop.Scheduler;
import dev.landfall.network.NetworkSettings;
import dev.landfall.store.Store;
import dev.landfall.store.memory.MemoryStore;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;

/** What a platform can be put together on, and called, as long as nothing is run: there is no engine and no network. */
public final class InertSubstrate {
    private InertSubstrate() {}

    /** @param data a folder for what is kept in files */
    public static Substrate in(Path data, Scheduler scheduler) throws IOException {
        Map<Class<?>, Object> known = Map.of(
                Store.class, new MemoryStore(),
                Scheduler.class, scheduler,
                NetworkSettings.class, NetworkSettings.DEFAULT,
                EventStorage.class, new EventStorage(data.resolve("logs"), 1),
                BlobStore.class, new BlobStore(data.resolve("registry"), BlobStore.Limits.AWS),
                RegistryAddress.class, new RegistryAddress(4566, false),
                SecurityEvents.class, SecurityEvents.counting(),
                RandomGenerator.class, new Random(1),
                byte[].class, new byte[32]);
        var components = Substrate.class.getRecordComponents();
        var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        var values = Arrays.stream(types)
                .map(type -> known.containsKey(type) ? known.get(type) : inert(type))
                .toArray();
        try {
            return Substrate.class.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("The substrate's parts have changed", e);
        }
    }

    /** The key that a server which enforces leaves for its operator. */
    public static RootCredentials rootOf(Platform platform) {
        return platform.rootCredentials();
    }

    private static Object inert(Class<?> port) {
        return Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (proxy, method, arguments) -> {
            throw new UnsupportedOperationException(method + " has nothing behind it");
        });
    }
}
