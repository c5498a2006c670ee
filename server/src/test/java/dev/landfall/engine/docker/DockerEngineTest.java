package dev.landfall.engine.docker;

import static org.assertj.core.api.Assertions.fail;

import dev.landfall.engine.AddressGuard;
import dev.landfall.engine.Engine;
import dev.landfall.engine.EngineContract;
import dev.landfall.engine.Programs;
import dev.landfall.loop.VirtualScheduler;
import java.io.IOException;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

@Tag("docker")
class DockerEngineTest extends EngineContract {
    private static final long PATIENCE_NANOS = 60_000_000_000L;
    private static final Map<String, TestInstance> INSTANCES =
            Map.of("one", TestInstance.create("one"), "two", TestInstance.create("two"));
    private static VirtualScheduler scheduler;
    private static DockerHost host;

    @BeforeAll
    static void findDocker() throws IOException {
        host = TestImages.host();
        scheduler = new VirtualScheduler();
        TestImages.ensureBusybox(host, scheduler);
    }

    @AfterAll
    static void erase() {
        for (var instance : INSTANCES.keySet()) {
            try (var engine = engine(instance)) {
                engine.erase();
            }
        }
        scheduler.close();
    }

    @Override
    protected Programs programs() {
        return new BusyboxPrograms();
    }

    @Override
    protected Engine open(String instance) {
        return engine(instance);
    }

    @Override
    protected String address(String instance, int number) {
        return INSTANCES.get(instance).address(number);
    }

    @Override
    protected void await(String what, BooleanSupplier condition) {
        var end = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                fail("Not within 20 s: " + what + "; seen: " + seen());
            }
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    protected void eraseEverything() {
        for (var instance : INSTANCES.values()) {
            try (var client = new DockerClient(host, scheduler)) {
                var containers = new ContainerCalls(client);
                containers.ids(Labels.INSTANCE + "=" + instance.name()).forEach(containers::remove);
            }
        }
    }

    static DockerEngine engine(String instance) {
        var own = INSTANCES.get(instance);
        return new DockerEngine(host, own.name(), own.plan(), AddressGuard.NONE, scheduler);
    }
}
