package dev.landfall.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.engine.AddressGuard;
import dev.landfall.engine.ContainerSpec;
import dev.landfall.engine.ContainerState.Running;
import dev.landfall.engine.Pod;
import dev.landfall.engine.PodId;
import dev.landfall.engine.Sandbox;
import dev.landfall.loop.VirtualScheduler;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("docker")
class PreparedSandboxTest {
    private static final TestInstance INSTANCE = TestInstance.create("prepared");
    private static final Sandbox.Interface SANDBOX = new Sandbox.Interface(INSTANCE.address(10), "prepared");
    private static final PodId POD = new PodId("0123456789abcdef0123456789abcdef");

    /** The set says so first: the address belongs to a task from its commit on, and its pod comes a little later. */
    @Test
    void goesToThePodThoughItLeftTheSetJustBefore() throws Exception {
        var host = TestImages.host();
        try (var scheduler = new VirtualScheduler();
                var client = new DockerClient(host, scheduler)) {
            TestImages.ensureBusybox(host, scheduler);
            try (var engine = new DockerEngine(host, INSTANCE.name(), INSTANCE.plan(), AddressGuard.NONE, scheduler)) {
                var running = new CountDownLatch(1);
                engine.start(seen -> {
                    if (seen.containers().get("app") instanceof Running) {
                        running.countDown();
                    }
                });
                engine.prepare(Set.of(SANDBOX));
                while (engine.prepared().isEmpty()) {
                    Thread.sleep(20);
                }
                var made = sandboxes(client);

                engine.prepare(Set.of());
                Thread.sleep(300); // longer than a removal takes
                engine.ensure(pod());

                assertThat(running.await(20, TimeUnit.SECONDS)).isTrue();
                assertThat(sandboxes(client)).hasSize(1).isEqualTo(made);
            } finally {
                try (var engine =
                        new DockerEngine(host, INSTANCE.name(), INSTANCE.plan(), AddressGuard.NONE, scheduler)) {
                    engine.erase();
                }
            }
        }
    }

    private static List<String> sandboxes(DockerClient client) {
        return new ContainerCalls(client)
                .ids(Labels.INSTANCE + "=" + INSTANCE.name(), Labels.SANDBOX + "=" + SANDBOX.address()).stream()
                        .filter(id -> new ContainerCalls(client)
                                .inspect(id)
                                .filter(info -> info.label(Labels.CONTAINER).isEmpty())
                                .isPresent())
                        .toList();
    }

    private static Pod pod() {
        var spec = ContainerSpec.builder("app", INSTANCE.name(), new BusyboxPrograms().image())
                .command(List.of("sleep", "1000"))
                .build();
        var app = new Pod.Container(spec, new Pod.Level.Running());
        return new Pod(POD, 1, SANDBOX, List.of(app), Map.of());
    }
}
