package dev.landfall.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.engine.ContainerNetwork;
import dev.landfall.engine.ContainerNetwork.HostEntry;
import dev.landfall.engine.ContainerNetwork.Link;
import dev.landfall.engine.ContainerSpec;
import dev.landfall.engine.ContainerSpecBuilder;
import dev.landfall.engine.ContainerState.Exited;
import dev.landfall.engine.Listener;
import dev.landfall.engine.LogLine.Position;
import dev.landfall.engine.Pod;
import dev.landfall.engine.Pod.Level;
import dev.landfall.engine.PodId;
import dev.landfall.engine.PortRange;
import dev.landfall.engine.PublishedPort;
import dev.landfall.engine.PublishedPort.Protocol;
import dev.landfall.engine.Sandbox;
import dev.landfall.loop.VirtualScheduler;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What containers really have of the network in each kind of sandbox, seen from inside and from the host. */
@Tag("docker")
class DockerNetworkKindsTest {
    private static final PodId POD = new PodId("0123456789abcdef0123456789abcdec");
    private static final TestInstance INSTANCE = TestInstance.create("kinds");
    private static final String FOREVER = "; trap 'exit 0' TERM; while :; do sleep 0.05; done";

    private final Listener listener = new Listener();
    private VirtualScheduler scheduler;
    private DockerHost host;
    private DockerEngine engine;

    @BeforeEach
    void start() throws Exception {
        host = TestImages.host();
        scheduler = new VirtualScheduler();
        TestImages.ensureBusybox(host, scheduler);
        engine = new DockerEngine(host, INSTANCE.name(), INSTANCE.plan(), scheduler);
        engine.start(listener);
    }

    @AfterEach
    void erase() {
        if (engine != null) {
            engine.erase();
            engine.close();
        }
        if (scheduler != null) {
            scheduler.close();
        }
    }

    @Test
    void answersOnTheToldPortsOfTheHost() throws Exception {
        var fixed = freePort();
        var script = "mkdir /www; echo eighty > /www/port; httpd -p 80 -h /www; httpd -p 81 -h /www;"
                + " for p in 8000 8001 8002; do mkdir /$p; echo $p > /$p/port; httpd -p $p -h /$p; done" + FOREVER;
        run(
                new Sandbox.Bridge(),
                app(script)
                        .network(ContainerNetwork.OF_POD.publishing(
                                List.of(tcp(80, Optional.empty()), tcp(81, Optional.of(fixed)), tcp(8000, 8002)))));
        await(() -> bindings().size() == 3);

        assertThat(get(hostPort("80"))).isEqualTo("eighty");
        assertThat(get(fixed)).isEqualTo("eighty");
        var range = hostPort("8000-8002");
        for (var n = 0; n < 3; n++) {
            assertThat(get(range + n)).isEqualTo(Integer.toString(8000 + n));
        }
    }

    @Test
    void resolvesALinkedContainerAndTellsOfIt() {
        var db = spec("db", "mkdir /www; echo rows > /www/table; httpd -p 5432 -h /www" + FOREVER)
                .environment(Map.of("SECRET", "s3"))
                .network(ContainerNetwork.OF_POD.publishing(List.of(tcp(5432, Optional.empty()))));
        var web = app("until wget -q -O - http://store:5432/table 2>/dev/null; do sleep 0.05; done;"
                        + " wget -q -O - http://$STORE_PORT_5432_TCP_ADDR:$STORE_PORT_5432_TCP_PORT/table;"
                        + " echo ${STORE_PORT%%:*} $STORE_NAME $STORE_ENV_SECRET $STORE_PORT_5432_TCP_PROTO")
                .network(ContainerNetwork.OF_POD.linking(List.of(new Link("db", "store"))));
        run(new Sandbox.Bridge(), db, web);

        assertThat(output()).containsExactly("rows", "rows", "tcp /kinds-app/store s3 tcp");
    }

    @Test
    void keepsLinkedNamesToTheOneThatIsLinked() {
        var db = spec("db", "true" + FOREVER);
        run(new Sandbox.Bridge(), db, app("nslookup store || echo unknown"));

        assertThat(output().getLast()).isEqualTo("unknown");
    }

    @Test
    void writesHostsNameServersAndHostname() {
        var network = new ContainerNetwork(
                false,
                Optional.of("box"),
                List.of(),
                List.of(),
                List.of(new HostEntry("printer", "10.9.8.7")),
                List.of("192.0.2.53"),
                List.of("example.test"));
        run(
                new Sandbox.Host(),
                app("hostname; grep printer /etc/hosts; cat /etc/resolv.conf").network(network));
        assertThat(output())
                .anyMatch(line -> line.equals("10.9.8.7\tprinter"))
                .contains("box", "nameserver 192.0.2.53", "search example.test");
    }

    @Test
    void resolvesByTheNameServersThatItWasGiven() {
        var network = new ContainerNetwork(
                false,
                Optional.of("box"),
                List.of(),
                List.of(),
                List.of(new HostEntry("printer", "10.9.8.7")),
                List.of("192.0.2.53"),
                List.of("example.test"));
        run(
                new Sandbox.Bridge(),
                app("hostname; grep printer /etc/hosts; cat /etc/resolv.conf").network(network));
        // On a network of one's own Docker answers itself, and asks the name servers for what it does not know.
        assertThat(output())
                .anyMatch(line -> line.equals("10.9.8.7\tprinter"))
                .contains("box", "search example.test", "nameserver 127.0.0.11");
    }

    @Test
    void listensOnTheHostItself() throws Exception {
        var port = freePort();
        run(new Sandbox.Host(), app("mkdir /www; echo hello > /www/port; httpd -p " + port + " -h /www" + FOREVER));
        await(() -> answers(port));

        assertThat(get(port)).isEqualTo("hello");
        assertThat(listener.newest(POD).orElseThrow().endpoints()).isEmpty();
    }

    @Test
    void hasOnlyALoopbackDevice() {
        run(new Sandbox.None(), app("ls /sys/class/net"));
        assertThat(output()).containsExactly("lo");
    }

    @Test
    void hasOnlyALoopbackDeviceWhereNetworkingIsDisabled() {
        var off = new ContainerNetwork(true, Optional.empty(), List.of(), List.of(), List.of(), List.of(), List.of());
        run(new Sandbox.Bridge(), app("ls /sys/class/net").network(off));
        assertThat(output()).containsExactly("lo");
    }

    private ContainerSpecBuilder app(String script) {
        return spec("app", script);
    }

    private static ContainerSpecBuilder spec(String name, String script) {
        return ContainerSpec.builder(name, "kinds-" + name, new BusyboxPrograms().image())
                .command(List.of("sh", "-c", script));
    }

    private void run(Sandbox sandbox, ContainerSpecBuilder... specs) {
        var containers = Arrays.stream(specs)
                .map(spec -> new Pod.Container(spec.build(), new Level.Running()))
                .toList();
        engine.ensure(new Pod(POD, 1, sandbox, containers, Map.of()));
    }

    private List<String> output() {
        await(() -> listener.container(POD, "app") instanceof Exited);
        try (var reader = engine.logs(POD, "app", Position.START)) {
            var lines = new ArrayList<String>();
            for (var batch = reader.next(); !batch.isEmpty(); batch = reader.next()) {
                batch.forEach(line -> lines.add(line.text()));
            }
            return lines;
        }
    }

    private List<dev.landfall.engine.ContainerEndpoint.Binding> bindings() {
        return listener.newest(POD).map(seen -> seen.endpoint("app").bindings()).orElse(List.of());
    }

    private int hostPort(String container) {
        return bindings().stream()
                .filter(binding -> binding.container().toString().equals(container))
                .findFirst()
                .orElseThrow()
                .host()
                .first();
    }

    private static PublishedPort tcp(int container, Optional<Integer> host) {
        return new PublishedPort(PortRange.of(container), host, Protocol.TCP);
    }

    private static PublishedPort tcp(int first, int last) {
        return new PublishedPort(new PortRange(first, last), Optional.empty(), Protocol.TCP);
    }

    private static boolean answers(int port) {
        try {
            return !get(port).isEmpty();
        } catch (IOException | InterruptedException e) {
            return false;
        }
    }

    private static String get(int port) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            for (var left = 50; ; left--) {
                try {
                    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/port"))
                            .build();
                    return client.send(request, BodyHandlers.ofString()).body().strip();
                } catch (IOException e) { // Docker answers before the program in the container does
                    if (left == 0) {
                        throw e;
                    }
                    Thread.sleep(20);
                }
            }
        }
    }

    private static int freePort() throws IOException {
        var random = new Random();
        while (true) {
            var port = 20_000 + random.nextInt(10_000);
            try (var _ = new ServerSocket(port)) {
                return port;
            } catch (java.net.BindException e) {
                // Another.
            }
        }
    }

    private void await(BooleanSupplier condition) {
        var end = System.nanoTime() + 20_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("seen: %s", listener.newest(POD)).isLessThan(end);
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
