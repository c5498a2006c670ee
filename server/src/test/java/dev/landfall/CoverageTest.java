package dev.landfall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.ecr.RegistryAddress;
import dev.landfall.ecr.blob.BlobStore;
import dev.landfall.logs.storage.EventStorage;
import dev.landfall.loop.Scheduler;
import dev.landfall.loop.simulated.SimulatedScheduler;
import dev.landfall.network.NetworkSettings;
import dev.landfall.store.Store;
import dev.landfall.store.memory.MemoryStore;
import dev.landfall.wire.Coverage;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holds docs/coverage.md to the code. To write it anew: {@code mvn -pl server -am test -Dtest=CoverageTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dlandfall.coverage=write}.
 */
final class CoverageTest {
    private static final Path PAGE = Path.of("..", "docs", "coverage.md");

    @TempDir
    private Path data;

    @Test
    void thePageSaysWhatIsBuilt() throws Exception {
        var page = Coverage.markdown(new Platform(substrate()).services());
        if (System.getProperty("landfall.coverage", "").equals("write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE).as("stale: see how to write it anew in %s", getClass()).hasContent(page);
    }

    /** One on which nothing ever happens: a platform that is only put together asks nothing of its engine. */
    private Substrate substrate() throws ReflectiveOperationException, IOException {
        Map<Class<?>, Object> known = Map.of(
                Store.class, new MemoryStore(),
                Scheduler.class, new SimulatedScheduler(Instant.EPOCH, new Random(1)),
                NetworkSettings.class, NetworkSettings.DEFAULT,
                EventStorage.class, new EventStorage(data.resolve("logs"), 1),
                BlobStore.class, new BlobStore(data.resolve("registry"), BlobStore.Limits.AWS),
                RegistryAddress.class, new RegistryAddress(4566, false),
                RandomGenerator.class, new Random(1),
                byte[].class, new byte[32]);
        var components = Substrate.class.getRecordComponents();
        var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        var values = Arrays.stream(types)
                .map(type -> known.containsKey(type) ? known.get(type) : inert(type))
                .toArray();
        return Substrate.class.getDeclaredConstructor(types).newInstance(values);
    }

    private static Object inert(Class<?> port) {
        return Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (proxy, method, arguments) -> {
            throw new UnsupportedOperationException(method + " is not for putting a platform together");
        });
    }
}
