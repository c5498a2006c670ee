package dev.landfall.conformance;

import static dev.landfall.conformance.Eventually.eventually;
import static dev.landfall.conformance.Workload.WAITS;
import static dev.landfall.conformance.Workload.shell;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.NetworkBinding;
import software.amazon.awssdk.services.ecs.model.NetworkConfiguration;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TransportProtocol;

/** Tasks of launch type EC2 in each network mode, reached as a client on the instance reaches them. */
@Tag("docker")
final class NetworkModeTest {
    private static final String SERVES = "httpd -p 80 -h /www; " + WAITS;
    private static final String PAGE = "mkdir /www; echo hello > /www/page; ";

    private static Server server;
    private static Workload workload;

    @BeforeAll
    static void start() throws IOException {
        server = Server.start(Installation.on(DockerEngineOfTests.find().host()));
        workload = Workload.in(server.clients(), "modes");
        try (var own = new RawApi(server.installation().endpoint())) {
            own.registerInstance("modes");
        }
    }

    @AfterEach
    void end() {
        workload.stopAll();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Test
    void tellsWherePortsOfABridgeTaskAnswer() throws Exception {
        var fixed = FreePort.find();
        var script = PAGE + "for p in 81 8000 8001 8002; do mkdir /$p; echo $p > /$p/page; httpd -p $p -h /$p; done; ";
        var task = running(
                NetworkMode.BRIDGE,
                shell("main", script + SERVES)
                        .portMappings(
                                port -> port.containerPort(80),
                                port -> port.containerPort(81).hostPort(fixed),
                                port -> port.containerPortRange("8000-8002")));

        var bindings = task.containers().getFirst().networkBindings();
        assertThat(bindings).hasSize(3).allSatisfy(binding -> {
            assertThat(binding.bindIP()).isEqualTo("0.0.0.0");
            assertThat(binding.protocol()).isEqualTo(TransportProtocol.TCP);
        });
        var chosen = bindings.get(0);
        assertThat(chosen.containerPort()).isEqualTo(80);
        assertThat(chosen.hostPort()).isBetween(32_768, 65_535);
        assertThat(page(chosen.hostPort())).isEqualTo("hello");
        assertThat(bindings.get(1).containerPort()).isEqualTo(81);
        assertThat(bindings.get(1).hostPort()).isEqualTo(fixed);
        assertThat(page(fixed)).isEqualTo("81");
        range(bindings.get(2));
        assertThat(task.containers().getFirst().networkInterfaces()).isEmpty();
        assertThat(task.attachments()).isEmpty();
    }

    private static void range(NetworkBinding binding) throws Exception {
        assertThat(binding.containerPortRange()).isEqualTo("8000-8002");
        assertThat(binding.containerPort()).isNull();
        assertThat(binding.hostPort()).isNull();
        var ends = binding.hostPortRange().split("-", -1);
        var first = Integer.parseInt(ends[0]);
        assertThat(Integer.parseInt(ends[1])).isEqualTo(first + 2);
        for (var n = 0; n < 3; n++) {
            assertThat(page(first + n)).isEqualTo(Integer.toString(8000 + n));
        }
    }

    @Test
    void keepsBindingsAcrossARestartOfTheServerAndAfterTheEnd() throws Exception {
        var task =
                running(NetworkMode.BRIDGE, shell("main", PAGE + SERVES).portMappings(port -> port.containerPort(80)));
        var before = task.containers().getFirst().networkBindings();
        server.restart();

        var after = workload.running(task);
        assertThat(after.containers().getFirst().networkBindings()).isEqualTo(before);
        assertThat(page(before.getFirst().hostPort())).isEqualTo("hello");
        workload.stop(task, "over");
        assertThat(workload.stopped(task).containers().getFirst().networkBindings())
                .isEqualTo(before);
    }

    @Test
    void stopsATaskWhosePortSomethingElseHas() throws Exception {
        try (var taken = new ServerSocket(0)) {
            var definition = register(
                    NetworkMode.BRIDGE,
                    shell("main", WAITS)
                            .portMappings(port -> port.containerPort(80).hostPort(taken.getLocalPort())));
            var stopped = workload.stopped(run(definition));

            assertThat(stopped.stopCodeAsString()).isEqualTo("TaskFailedToStart");
            assertThat(stopped.containers().getFirst().reason())
                    .startsWith("CannotStartContainerError: ")
                    .containsPattern("port is already allocated|address already in use");
        }
    }

    @Test
    void letsLinkedContainersMeetByAlias() {
        var task = running(
                NetworkMode.BRIDGE,
                shell(
                                "web",
                                "until wget -q -O - http://store/page 2>/dev/null; do sleep 0.05; done;"
                                        + " wget -q -O - http://$STORE_PORT_80_TCP_ADDR/page; " + WAITS)
                        .links("db:store"),
                shell("db", PAGE + SERVES).portMappings(port -> port.containerPort(80)));

        eventually("both pages", () -> workload.lines(task, "web").size() >= 2);
        assertThat(workload.lines(task, "web")).containsOnly("hello");
    }

    @Test
    void givesABridgeContainerItsHostsAndName() {
        var task = running(
                NetworkMode.BRIDGE,
                shell("main", "hostname; grep printer /etc/hosts; grep search /etc/resolv.conf; " + WAITS)
                        .hostname("box")
                        .extraHosts(entry -> entry.hostname("printer").ipAddress("10.9.8.7"))
                        .dnsSearchDomains("example.test")
                        .dnsServers("192.0.2.53"));

        eventually("its lines", () -> workload.lines(task, "main").size() >= 3);
        assertThat(workload.lines(task, "main")).containsExactly("box", "10.9.8.7\tprinter", "search example.test");
    }

    @Test
    void listensOnTheInstanceInModeHost() throws Exception {
        var port = FreePort.find();
        var task = running(
                NetworkMode.HOST,
                shell("main", PAGE + "httpd -p " + port + " -h /www; " + WAITS)
                        .portMappings(mapping -> mapping.containerPort(port)));

        assertThat(page(port)).isEqualTo("hello");
        assertThat(task.containers().getFirst().networkBindings()).isEmpty();
        assertThat(task.containers().getFirst().networkInterfaces()).isEmpty();
        assertThat(task.attachments()).isEmpty();
    }

    @Test
    void hasOnlyALoopbackDeviceInModeNone() {
        var task = running(NetworkMode.NONE, shell("main", "ls /sys/class/net; " + WAITS));

        eventually("its line", () -> !workload.lines(task, "main").isEmpty());
        assertThat(workload.lines(task, "main")).containsExactly("lo");
        assertThat(task.containers().getFirst().networkBindings()).isEmpty();
    }

    @Test
    void letsSidecarsMeetOnLocalhostInModeAwsvpc() throws Exception {
        var definition = register(
                NetworkMode.AWSVPC,
                shell("main", PAGE + SERVES).portMappings(port -> port.containerPort(80)),
                shell(
                        "sidecar",
                        "until wget -q -O - http://127.0.0.1/page 2>/dev/null; do sleep 0.05; done; " + WAITS));
        var subnet = server.clients().subnet();
        var network = NetworkConfiguration.builder()
                .awsvpcConfiguration(vpc -> vpc.subnets(subnet))
                .build();
        var task = workload.running(workload.run(
                definition, request -> request.launchType(LaunchType.EC2).networkConfiguration(network)));

        eventually("the page", () -> !workload.lines(task, "sidecar").isEmpty());
        assertThat(workload.lines(task, "sidecar")).containsExactly("hello");
        assertThat(task.containers()).allSatisfy(container -> {
            assertThat(container.networkBindings()).isEmpty();
            assertThat(container.networkInterfaces()).hasSize(1);
        });
    }

    private static Task running(NetworkMode mode, ContainerDefinition.Builder... containers) {
        return workload.running(run(register(mode, containers)));
    }

    private static String register(NetworkMode mode, ContainerDefinition.Builder... containers) {
        return workload.register(
                "mode-" + mode.toString(),
                request -> request.networkMode(mode).requiresCompatibilities(Compatibility.EC2),
                containers);
    }

    private static Task run(String definition) {
        return workload.run(
                definition,
                request -> request.launchType(LaunchType.EC2).networkConfiguration((NetworkConfiguration) null));
    }

    static String page(int port) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/page"))
                    .build();
            for (var left = 1_000; ; left--) {
                try {
                    return client.send(request, BodyHandlers.ofString()).body().strip();
                } catch (IOException e) { // the port is published before the program listens
                    if (left == 0) {
                        throw e;
                    }
                    Thread.sleep(20);
                }
            }
        }
    }
}
