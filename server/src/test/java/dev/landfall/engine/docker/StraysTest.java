package dev.landfall.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.engine.AddressGuard;
import dev.landfall.engine.ContainerSpec;
import dev.landfall.engine.ContainerState.Running;
import dev.landfall.engine.Pod;
import dev.landfall.engine.PodId;
import dev.landfall.engine.Sandbox;
import dev.landfall.loop.VirtualScheduler;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the engine makes for a process that is dead by then is found and removed; what somebody knows is left alone. */
@Tag("docker")
class StraysTest {
    private static final TestInstance INSTANCE = TestInstance.create("strays");
    private static final String OURS = Labels.INSTANCE + "=" + INSTANCE.name();
    private static final PodId POD = new PodId("0123456789abcdef0123456789abc571");
    private static final String GONE = "0123456789abcdef0123456789abc572";

    @Test
    void goWhateverTheyAreAndNothingElseDoes() throws Exception {
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
                engine.prepare(Set.of(sandbox(5)));
                engine.ensure(pod());
                assertThat(running.await(20, TimeUnit.SECONDS)).isTrue();
                while (engine.prepared().isEmpty()) {
                    Thread.sleep(20);
                }
                new VolumeCalls(client).make(INSTANCE.name() + "-kept", labels(Labels.POD, POD.value()));
                var known = everything(client);
                assertThat(known).hasSize(4); // two sandboxes, a container, a volume

                makeLate(client);
                assertThat(everything(client)).hasSize(known.size() + 5);
                engine.removeStrays();
                assertThat(everything(client)).isEqualTo(known);
            } finally {
                try (var engine =
                        new DockerEngine(host, INSTANCE.name(), INSTANCE.plan(), AddressGuard.NONE, scheduler)) {
                    engine.erase();
                }
            }
        }
    }

    /** A container with a volume, what lends its pod namespaces, the pod's sandbox, and one that was to stand ready. */
    private static void makeLate(DockerClient client) {
        var calls = new ContainerCalls(client);
        new VolumeCalls(client).make(INSTANCE.name() + "-late", labels(Labels.POD, GONE));
        for (var extra : List.of(
                labels(Labels.POD, GONE, Labels.CONTAINER, "app"),
                labels(Labels.POD, GONE, Labels.NAMESPACES, "true"),
                labels(Labels.POD, GONE, Labels.SANDBOX, INSTANCE.address(7), Labels.HOSTNAME, "late"),
                labels(Labels.SANDBOX, INSTANCE.address(8), Labels.HOSTNAME, "late"))) {
            calls.create(
                    INSTANCE.name() + "-late-" + Math.abs(extra.hashCode()),
                    Map.of("Image", TestImages.BUSYBOX, "Cmd", List.of("true"), "Labels", extra));
        }
    }

    private static Map<String, String> labels(String... more) {
        var labels = new HashMap<>(Map.of(Labels.INSTANCE, INSTANCE.name()));
        for (var i = 0; i < more.length; i += 2) {
            labels.put(more[i], more[i + 1]);
        }
        return labels;
    }

    private static List<String> everything(DockerClient client) {
        var all = new ArrayList<>(new ContainerCalls(client).ids(OURS));
        new VolumeCalls(client).namesBy(Labels.POD, OURS).values().forEach(all::addAll);
        return all.stream().sorted().toList();
    }

    private static Sandbox.Interface sandbox(int number) {
        return new Sandbox.Interface(INSTANCE.address(number), "stray");
    }

    private static Pod pod() {
        var spec = ContainerSpec.builder("app", INSTANCE.name(), new BusyboxPrograms().image())
                .command(List.of("sleep", "1000"))
                .build();
        return new Pod(POD, 1, sandbox(6), List.of(new Pod.Container(spec, new Pod.Level.Running())), Map.of());
    }
}
