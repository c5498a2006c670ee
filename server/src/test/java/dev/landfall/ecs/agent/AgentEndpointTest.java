package dev.landfall.ecs.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.audit.SecurityEvent.Kind;
import dev.landfall.audit.SecurityEvents;
import dev.landfall.clock.HostClock.Accuracy;
import dev.landfall.contract.ecs.NetworkMode;
import dev.landfall.ecs.task.Phase;
import dev.landfall.ecs.task.Task;
import dev.landfall.ecs.task.Tasks;
import dev.landfall.engine.StorageUse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is told what, and who is not. */
final class AgentEndpointTest {
    private static final String ADDRESS = "172.31.0.9"; // of the tests' task

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final AgentScene scene =
            new AgentScene((store, ids) -> new CallersByAddress(store, ids, PATIENCE), SecurityEvents.counting());

    @BeforeEach
    void begin() {
        put(Tasks.withRole(new Phase.Running(), AgentScene.ROLE, "app"));
    }

    @Test
    void givesEveryContainerTheSameCredentialsUntilAnHourBeforeTheirEnd() throws IOException {
        var first = ask(credentials());
        assertThat(first.text()).contains("\"AccessKeyId\":\"ASIA1\"", "\"Expiration\":\"2026-11-21T18:00:00Z\"");
        scene.now = scene.now.plus(Duration.ofHours(5)).minusSeconds(1);
        assertThat(ask(credentials()).text()).isEqualTo(first.text());
        scene.now = scene.now.plusSeconds(1);
        assertThat(ask(credentials()).text()).contains("\"AccessKeyId\":\"ASIA2\"");
    }

    @Test
    void saysThatThereAreNoneWhereTheRoleIsGone() throws IOException {
        scene.roles.trusted = false;
        var answer = ask(credentials());
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.text()).contains("\"code\":\"CredentialsUninitialized\"");
    }

    @Test
    void givesNoneToATaskThatHasEndedOrNotBegun() throws IOException {
        for (var phase : List.of(new Phase.Pending(), new Phase.Deprovisioning(), new Phase.Stopped(scene.now))) {
            put(Tasks.withRole(phase, AgentScene.ROLE, "app"));
            var answer = ask(credentials());
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.text()).contains("Credentials not found");
        }
        assertThat(scene.events.count(Kind.STRANGER_REFUSED)).isEqualTo(3);
        put(Tasks.withRole(new Phase.Stopping(scene.now), AgentScene.ROLE, "app"));
        assertThat(ask(credentials()).status()).isEqualTo(200);
    }

    @Test
    void notesAGuessedIdAndTellsNothing() throws IOException {
        assertThat(ask("GET", "/v2/credentials/00000000-0000-4000-8000-000000000000", "")
                        .text())
                .isEqualTo(
                        "{\"code\":\"InvalidIdInRequest\",\"message\":\"CredentialsV2Request: Credentials not found\","
                                + "\"HTTPErrorCode\":400}");
        assertThat(scene.events.count(Kind.CREDENTIALS_ID_REFUSED)).isEqualTo(1);
        assertThat(ask("GET", "/v2/credentials/", "").text()).contains("NoIdInRequest");
        assertThat(scene.events.count(Kind.CREDENTIALS_ID_REFUSED)).isEqualTo(1);
        assertThat(ask("GET", "/v4/guessed/task", "").status()).isEqualTo(404);
        assertThat(scene.events.count(Kind.METADATA_ID_REFUSED)).isEqualTo(1);
        assertThat(ask("GET", "/latest/meta-data", "").status()).isEqualTo(404);
    }

    @Test
    void tellsTheTaskItselfUnderItsOwnId() throws IOException {
        var container = scene.ids.container(Tasks.of(new Phase.Running(), "app"), NetworkMode.AWSVPC, "app");
        assertThat(container).matches("0123456789abcdef0123456789abcdef-[1-9][0-9]{9}");
        assertThat(ask("GET", "/v4/" + container + "/task", "").text()).contains("\"Family\":\"web\"");
        assertThat(new AgentIds(new byte[] {1})
                        .container(Tasks.of(new Phase.Running(), "app"), NetworkMode.AWSVPC, "app"))
                .isNotEqualTo(container);
    }

    @Test
    void tellsHowRightTheClockIsAndNothingWhereNobodyKnows() throws IOException {
        var task =
                "/v4/" + scene.ids.container(Tasks.of(new Phase.Running(), "app"), NetworkMode.AWSVPC, "app") + "/task";
        assertThat(ask(task).text()).doesNotContain("ClockDrift");
        scene.accuracy = Optional.of(
                new Accuracy.Synchronized(Duration.ofNanos(545_823), Instant.parse("2026-11-21T11:59:55Z")));
        assertThat(ask(task).text())
                .contains("\"ClockDrift\":{\"ClockErrorBound\":0.545823,"
                        + "\"ReferenceTimestamp\":\"2026-11-21T11:59:55Z\","
                        + "\"ClockSynchronizationStatus\":\"SYNCHRONIZED\"},\"FaultInjectionEnabled\"");
        scene.accuracy = Optional.of(new Accuracy.NotSynchronized());
        assertThat(ask(task).text()).contains("\"ClockDrift\":{\"ClockSynchronizationStatus\":\"NOT_SYNCHRONIZED\"}");
    }

    @Test
    void tellsInMiBWhatIsUsedOfTheStorageAndNothingWhereNobodyKnows() throws IOException {
        var task =
                "/v4/" + scene.ids.container(Tasks.of(new Phase.Running(), "app"), NetworkMode.AWSVPC, "app") + "/task";
        assertThat(ask(task).text()).doesNotContain("EphemeralStorageMetrics");
        scene.storage = Optional.of(new StorageUse((260L << 20) + 1, (20L << 30) + (16 << 20)));
        assertThat(ask(task).text())
                .contains("\"EphemeralStorageMetrics\":{\"Utilized\":261,\"Reserved\":20496},"
                        + "\"FaultInjectionEnabled\"");
        assertThat(ask(task.replace("/v4/", "/v3/")).text()).doesNotContain("EphemeralStorageMetrics");
    }

    @Test
    void asksForProtectionInTheRolesName() throws IOException {
        var state = "/api/" + scene.ids.container(Tasks.of(new Phase.Running(), "app"), NetworkMode.AWSVPC, "app")
                + "/task-protection/v1/state";
        assertThat(ask("GET", state, "").text()).contains("\"Code\":\"AccessDeniedException\"", "assumed-role/app/");
        assertThat(ask("PUT", state, "{\"ProtectionEnabled\":true,\"ExpiresInMinutes\":5}")
                        .text())
                .contains("\"Reason\":\"TASK_NOT_VALID\"");
        assertThat(ask("PUT", state, "{\"ProtectionEnabled\":true,\"ExpiresInMinutes\":2881}")
                        .text())
                .contains("\"Code\":\"InvalidParameterException\"", "expiresInMinutes");
        for (var broken :
                List.of("", "[]", "{\"More\":1}", "{\"ProtectionEnabled\":\"yes\"}", "{\"ExpiresInMinutes\":0.5}")) {
            var answer = ask("PUT", state, broken);
            assertThat(answer.status()).as(broken).isEqualTo(400);
            assertThat(answer.text()).contains("failed to decode request");
        }
        assertThat(ask("PUT", state, "{}").text()).contains("does not contain 'ProtectionEnabled' field");
        assertThat(ask("DELETE", state, "").status()).isEqualTo(405);
    }

    @Test
    void letsEachAddressAskFortyTimesASecond() throws IOException {
        var allowed = 0;
        for (var i = 0; i < 100; i++) {
            allowed += ask(credentials()).status() == 200 ? 1 : 0;
        }
        assertThat(allowed).isEqualTo(60);
        scene.now = scene.now.plusMillis(500);
        for (var i = 0; i < 100; i++) {
            allowed += ask(credentials()).status() == 200 ? 1 : 0;
        }
        assertThat(allowed).isEqualTo(80);
    }

    private String credentials() {
        return "/v2/credentials/" + scene.ids.credentials(Tasks.of(new Phase.Running(), "app"), NetworkMode.AWSVPC);
    }

    private Answered ask(String path) throws IOException {
        return ask("GET", path, "");
    }

    private Answered ask(String method, String path, String body) throws IOException {
        return scene.ask(method, path, body, ADDRESS);
    }

    private void put(Task task) {
        scene.put(task, NetworkMode.AWSVPC);
    }
}
