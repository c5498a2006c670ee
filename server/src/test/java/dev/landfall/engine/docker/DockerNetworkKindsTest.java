package dev.landfall.engine.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.engine.ContainerEndpoint.Binding;
import dev.landfall.engine.ContainerNetwork;
import dev.landfall.engine.ContainerNetwork.HostEntry;
import dev.landfall.engine.ContainerNetwork.Link;
import dev.landfall.engine.PortRange;
import dev.landfall.engine.PublishedPort;
import dev.landfall.engine.PublishedPort.Protocol;
import dev.landfall.engine.Sandbox;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What containers really have of the network in each kind of sandbox, seen from inside and from the host. */
@Tag("docker")
class DockerNetworkKindsTest {
    private static final TestInstance INSTANCE = TestInstance.create("kinds");
    private static final String FOREVER = "; trap 'exit 0' TERM; while :; do sleep 0.05; done";

    private static final ContainerNetwork NAMED = new ContainerNetwork(
            false,
            Optional.of("box"),
            List.of(),
            List.of(),
            List.of(new HostEntry("printer", "10.9.8.7")),
            List.of("192.0.2.53"),
            List.of("example.test"));
    private static final String TELLS_NAMES = "hostname; grep printer /etc/hosts; cat /etc/resolv.conf";

    @RegisterExtension
    final TestPod pod = new TestPod(INSTANCE);

    @Test
    void answersOnTheToldPortsOfTheHost() throws Exception {
        var fixed = freePort();
        var script = "mkdir /www; echo eighty > /www/port; httpd -p 80 -h /www; httpd -p 81 -h /www;"
                + " for p in 8000 8001 8002; do mkdir /$p; echo $p > /$p/port; httpd -p $p -h /$p; done" + FOREVER;
        pod.run(
                new Sandbox.Bridge(),
                pod.app(script)
                        .network(ContainerNetwork.OF_POD.publishing(
                                List.of(tcp(80, Optional.empty()), tcp(81, Optional.of(fixed)), tcp(8000, 8002)))));
        pod.await(() -> bindings().size() == 3);

        assertThat(get(hostPort("80"))).isEqualTo("eighty");
        assertThat(get(fixed)).isEqualTo("eighty");
        var range = hostPort("8000-8002");
        for (var n = 0; n < 3; n++) {
            assertThat(get(range + n)).isEqualTo(Integer.toString(8000 + n));
        }
    }

    @Test
    void resolvesALinkedContainerAndTellsOfIt() {
        var db = pod.container("db", "mkdir /www; echo rows > /www/table; httpd -p 5432 -h /www" + FOREVER)
                .environment(Map.of("SECRET", "s3"))
                .network(ContainerNetwork.OF_POD.publishing(List.of(tcp(5432, Optional.empty()))));
        var web = pod.app("until wget -q -O - http://store:5432/table 2>/dev/null; do sleep 0.05; done;"
                        + " wget -q -O - http://$STORE_PORT_5432_TCP_ADDR:$STORE_PORT_5432_TCP_PORT/table;"
                        + " echo ${STORE_PORT%%:*} $STORE_NAME $STORE_ENV_SECRET $STORE_PORT_5432_TCP_PROTO")
                .network(ContainerNetwork.OF_POD.linking(List.of(new Link("db", "store"))));
        pod.run(new Sandbox.Bridge(), db, web);

        assertThat(pod.output()).containsExactly("rows", "rows", "tcp /" + INSTANCE.name() + "-app/store s3 tcp");
    }

    @Test
    void keepsLinkedNamesToTheOneThatIsLinked() {
        var db = pod.container("db", "true" + FOREVER);
        pod.run(new Sandbox.Bridge(), db, pod.app("nslookup store || echo unknown"));

        assertThat(pod.output().getLast()).isEqualTo("unknown");
    }

    @Test
    void writesHostsNameServersAndHostname() {
        pod.run(new Sandbox.Host(), pod.app(TELLS_NAMES).network(NAMED));
        assertThat(pod.output())
                .anyMatch(line -> line.equals("10.9.8.7\tprinter"))
                .contains("box", "nameserver 192.0.2.53", "search example.test");
    }

    @Test
    void resolvesByTheNameServersThatItWasGiven() {
        pod.run(new Sandbox.Bridge(), pod.app(TELLS_NAMES).network(NAMED));
        // On a network of one's own Docker answers itself, and asks the name servers for what it does not know.
        assertThat(pod.output())
                .anyMatch(line -> line.equals("10.9.8.7\tprinter"))
                .contains("box", "search example.test", "nameserver 127.0.0.11");
    }

    @Test
    void listensOnTheHostItself() throws Exception {
        var port = freePort();
        pod.run(
                new Sandbox.Host(),
                pod.app("mkdir /www; echo hello > /www/port; httpd -p " + port + " -h /www" + FOREVER));
        pod.await(() -> answers(port));

        assertThat(get(port)).isEqualTo("hello");
        assertThat(pod.newest().orElseThrow().endpoints()).isEmpty();
    }

    @Test
    void hasOnlyALoopbackDevice() {
        pod.run(new Sandbox.None(), pod.app("ls /sys/class/net"));
        assertThat(pod.output()).containsExactly("lo");
    }

    @Test
    void hasOnlyALoopbackDeviceWhereNetworkingIsDisabled() {
        var off = new ContainerNetwork(true, Optional.empty(), List.of(), List.of(), List.of(), List.of(), List.of());
        pod.run(new Sandbox.Bridge(), pod.app("ls /sys/class/net").network(off));
        assertThat(pod.output()).containsExactly("lo");
    }

    private List<Binding> bindings() {
        return pod.newest().map(seen -> seen.endpoint(TestPod.APP).bindings()).orElse(List.of());
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
            for (var left = 1_000; ; left--) {
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
}
