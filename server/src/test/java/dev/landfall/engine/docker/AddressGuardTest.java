package dev.landfall.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.landfall.engine.AddressGuard;
import dev.landfall.engine.ContainerPrivileges;
import dev.landfall.engine.ContainerSpec;
import dev.landfall.engine.ContainerState.Running;
import dev.landfall.engine.Listener;
import dev.landfall.engine.Observation.SandboxState;
import dev.landfall.engine.Pod;
import dev.landfall.engine.Pod.Level;
import dev.landfall.engine.PodId;
import dev.landfall.engine.Sandbox;
import dev.landfall.loop.VirtualScheduler;
import dev.landfall.network.nftables.NftablesAddressGuard;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A thief with every right over its own interface takes its neighbour's addresses, both of them, and says so to all. */
@Tag("docker")
@Tag("slow")
class AddressGuardTest {
    private static final PodId OWNER = new PodId("0123456789abcdef0123456789ab0001");
    private static final PodId THIEF = new PodId("0123456789abcdef0123456789ab0002");
    private static final TestInstance INSTANCE = TestInstance.create("guard");
    private static final String ADDRESS = INSTANCE.address(10);
    private static final int PORT = 8000;
    private static final int CALLS = 30;
    private static final String BEGUN = "begun";

    private final NftablesAddressGuard guard = new NftablesAddressGuard(INSTANCE.name());
    private final Listener listener = new Listener();
    private VirtualScheduler scheduler;
    private DockerHost host;

    @BeforeEach
    void look() throws IOException {
        NftablesAddressGuard.obstacle(INSTANCE.name()).ifPresent(why -> assumeTrue(false, why));
        host = TestImages.host();
        scheduler = new VirtualScheduler();
        TestImages.ensureBusybox(host, scheduler);
    }

    @AfterEach
    void erase() {
        if (scheduler != null) {
            try (var engine = new DockerEngine(host, INSTANCE.name(), INSTANCE.plan(), guard, scheduler)) {
                engine.erase();
            }
            scheduler.close();
            guard.erase();
        }
    }

    @Test
    void aNeighboursAddressIsOfNoUseToAThief() throws Exception {
        try (var engine = engine(guard)) {
            steal(engine);
            assertThat(answers()).containsOnlyKeys("owner");
        }
    }

    /** What the guard is there for. */
    @Test
    void withoutItAThiefIsAnsweredInItsNeighboursStead() throws Exception {
        try (var engine = engine(AddressGuard.NONE)) {
            steal(engine);
            assertThat(answers().getOrDefault("owner", 0)).isLessThan(CALLS);
        }
    }

    @Test
    void holdsAgainWhenTheTablesWereFlushed() throws Exception {
        try (var engine = engine(guard)) {
            run(engine, OWNER, ADDRESS, answering("owner"));
            guard.erase();
            steal(engine); // another sandbox is what makes it look
            assertThat(answers()).containsOnlyKeys("owner");
        }
    }

    @Test
    void aProcessThatComesAfterHoldsThoseThatItFinds() throws Exception {
        try (var engine = engine(AddressGuard.NONE)) {
            steal(engine);
        }
        try (var engine = engine(guard)) {
            run(engine, new PodId("0123456789abcdef0123456789ab0003"), INSTANCE.address(12), "echo " + BEGUN);
            assertThat(awaitOnly("owner")).isTrue();
        }
    }

    @Test
    void forgetsASandboxThatIsGone() throws Exception {
        try (var engine = engine(guard)) {
            run(engine, OWNER, ADDRESS, answering("owner"));
            assertThat(held()).contains(ADDRESS);
            engine.remove(OWNER, 2);
            await(() -> listener.newest(OWNER).orElseThrow().sandbox() instanceof SandboxState.Absent);
            assertThat(held()).isNotEmpty().doesNotContain(ADDRESS);
        }
    }

    private void steal(DockerEngine engine) throws InterruptedException {
        run(engine, OWNER, ADDRESS, answering("owner"));
        var mac = "02:42:%02x:%02x:%02x:%02x".formatted((Object[])
                List.of(ADDRESS.split("\\.")).stream().map(Integer::parseInt).toArray());
        run(
                engine,
                THIEF,
                INSTANCE.address(11),
                "ip link set eth0 down; ip link set eth0 address " + mac + "; ip link set eth0 up; ip addr add "
                        + ADDRESS + "/24 dev eth0; " + answering("thief") + "; while :; do arping -U -c 1 -I eth0 "
                        + ADDRESS + " >/dev/null; done");
    }

    private static String answering(String name) {
        return "while :; do echo " + name + " | nc -l -p " + PORT + " >/dev/null; done & echo " + BEGUN;
    }

    /** Who said how often that he was it. */
    private static Map<String, Integer> answers() throws InterruptedException {
        var answers = new HashMap<String, Integer>();
        for (var call = 0; call < CALLS; call++) {
            answers.merge(call(), 1, Integer::sum);
            Thread.sleep(50);
        }
        answers.remove(""); // an owner that is just listening anew
        return answers;
    }

    private static boolean awaitOnly(String name) throws InterruptedException {
        for (var left = 10; left > 0; left--) {
            if (answers().keySet().equals(Set.of(name))) {
                return true;
            }
        }
        return false;
    }

    private static String call() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(ADDRESS, PORT), 500);
            socket.setSoTimeout(500);
            return new String(socket.getInputStream().readNBytes(5), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "";
        }
    }

    private String held() throws IOException {
        var list = new ProcessBuilder(
                        "nft",
                        "list",
                        "table",
                        "bridge",
                        "landfall_" + INSTANCE.name().replace('-', '_') + ".wire")
                .redirectErrorStream(true)
                .start();
        return new String(list.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private DockerEngine engine(AddressGuard guard) {
        var engine = new DockerEngine(host, INSTANCE.name(), INSTANCE.plan(), guard, scheduler);
        engine.start(listener);
        return engine;
    }

    private void run(DockerEngine engine, PodId pod, String address, String script) throws InterruptedException {
        var spec = ContainerSpec.builder(
                        "app", INSTANCE.name() + pod.value().substring(30), new BusyboxPrograms().image())
                .privileges(
                        new ContainerPrivileges(false, false, List.of("NET_ADMIN"), List.of(), List.of(), List.of()))
                .command(List.of("sh", "-c", script + "; sleep 1000"))
                .build();
        var app = new Pod.Container(spec, new Level.Running());
        engine.ensure(new Pod(pod, 1, new Sandbox.Interface(address, "guard"), List.of(app), Map.of()));
        await(() -> listener.container(pod, "app") instanceof Running);
        await(() -> engine.lastLines(pod, "app", 10).stream()
                .anyMatch(line -> line.text().equals(BEGUN)));
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (var end = System.nanoTime() + 60_000_000_000L; !condition.getAsBoolean(); Thread.sleep(10)) {
            assertThat(System.nanoTime()).isLessThan(end);
        }
    }
}
