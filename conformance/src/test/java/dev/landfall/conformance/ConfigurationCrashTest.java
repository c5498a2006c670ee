package dev.landfall.conformance;

import static dev.landfall.conformance.Eventually.eventually;
import static dev.landfall.conformance.Workload.shell;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.Secret;

/** A container gets what its secret said when its task was readied, whatever happens until it is made. */
@Tag("docker")
@Tag("slow")
final class ConfigurationCrashTest {
    @Test
    void keepsTheValueOfTheStartOverADeathOfTheServer() throws IOException {
        try (var relay = new EngineRelay(DockerEngineOfTests.find().host())) {
            relay.open();
            var installation = Installation.on(relay.host());
            try (var server = ServerProcess.start(installation);
                    var clients = new Clients(installation.endpoint())) {
                var workload = Workload.in(clients, "crash");
                var role = Workload.makeRole(clients, "reader");
                Workload.allow(clients, "reader", "ssm:GetParameters");
                put(installation, "first-canary-31c7");
                var definition = workload.register(
                        role,
                        "crash",
                        shell(
                                        "app",
                                        "[ \"$GIVEN\" = first-canary-31c7 ] && echo first; [ \"$GIVEN\" = second ] && echo second")
                                .secrets(Secret.builder()
                                        .name("GIVEN")
                                        .valueFrom("given")
                                        .build()));
                assertThat(workload.lines(workload.stopped(workload.run(definition)), "app"))
                        .containsExactly("first");
                delete(installation);
                var before = Footprint.whenQuiet(installation);
                put(installation, "first-canary-31c7");
                relay.shut();
                var task = workload.run(definition);
                eventually(
                        "ACTIVATING", () -> workload.describe(task).lastStatus().equals("ACTIVATING"));
                server.kill();
                server.startAgain();
                put(installation, "second");
                relay.open();
                var over = workload.stopped(task);
                assertThat(workload.lines(over, "app")).as(over.toString()).containsExactly("first");
                assertThat(workload.lines(workload.stopped(workload.run(definition)), "app"))
                        .containsExactly("second");
                assertThat(server.said()).doesNotContain("first-canary-31c7");
                delete(installation);
                before.isAllThatStays(installation);
            }
        }
    }

    private static void put(Installation installation, String value) {
        ask(
                installation,
                "PutParameter",
                "{\"Name\":\"given\",\"Value\":\"" + value + "\",\"Overwrite\":true,\"Type\":\"SecureString\"}");
    }

    /** With all its versions. */
    private static void delete(Installation installation) {
        ask(installation, "DeleteParameter", "{\"Name\":\"given\"}");
    }

    /** Over a connection of its own: one that is kept does not outlive the server. */
    private static void ask(Installation installation, String operation, String json) {
        try (var api = new RawApi(installation.endpoint())) {
            var answer = api.ssm(operation, json);
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        }
    }
}
