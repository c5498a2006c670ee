package dev.landfall.ecs.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.audit.SecurityEvent.Kind;
import dev.landfall.audit.SecurityEvents;
import dev.landfall.clock.HostClock.Accuracy;
import dev.landfall.contract.ecs.ContainerDefinition;
import dev.landfall.contract.ecs.RegisterTaskDefinitionRequest;
import dev.landfall.ecs.task.Phase;
import dev.landfall.ecs.task.Task;
import dev.landfall.ecs.task.TaskKinds;
import dev.landfall.ecs.task.Tasks;
import dev.landfall.ecs.taskdefinition.TaskDefinition;
import dev.landfall.engine.simulated.SimulatedWorld;
import dev.landfall.engine.simulated.Weather;
import dev.landfall.loop.simulated.SimulatedScheduler;
import dev.landfall.network.Interfaces;
import dev.landfall.network.NetworkSettings;
import dev.landfall.network.TaskEndpoint;
import dev.landfall.store.memory.MemoryStore;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is told what, and who is not. */
final class AgentEndpointTest {
    private static final String ROLE = "arn:aws:iam::000000000000:role/app";
    private static final String ADDRESS = "172.31.0.9"; // of the tests' task

    private final MemoryStore store = new MemoryStore();
    private final AgentIds ids = new AgentIds(new byte[32]);
    private final SecurityEvents events = SecurityEvents.counting();
    private final Sessions roles = new Sessions();
    private Optional<Accuracy> accuracy = Optional.empty();
    private Instant now = Instant.parse("2026-11-21T12:00:00Z");
    private AgentEndpoint agent;

    /** Gives out numbered credentials for six hours. */
    private static final class Sessions implements RoleSessions {
        private int given;
        private boolean trusted = true;

        @Override
        public Optional<Session> open(String roleArn, String sessionName, Instant now) {
            return trusted
                    ? Optional.of(new Session(roleArn, "ASIA" + ++given, "s", "t", now.plus(Duration.ofHours(6))))
                    : Optional.empty();
        }

        @Override
        public boolean allows(String roleArn, String action, String resource, Instant now) {
            return action.equals("ecs:UpdateTaskProtection");
        }
    }

    @BeforeEach
    void open() {
        var random = new Random(7);
        var scheduler = new SimulatedScheduler(now, random);
        var engine = new SimulatedWorld(scheduler, random, Weather.CALM).attach("test");
        var interfaces = new Interfaces(NetworkSettings.DEFAULT, random);
        var endpoint = TaskEndpoint.none(NetworkSettings.DEFAULT.vpcBlock().at(1), "a test");
        agent = new AgentEndpoint(
                new Askers(store, ids),
                new CredentialsEndpoint(new TaskCredentials(roles)),
                new MetadataEndpoint(
                        interfaces, endpoint, new StatsReadings(engine, () -> now), () -> accuracy, scheduler),
                new ProtectionEndpoint(roles, new dev.landfall.ecs.task.TaskProtection(store)),
                events);
        put(Tasks.withRole(new Phase.Running(), ROLE, "app"));
    }

    @Test
    void givesEveryContainerTheSameCredentialsUntilAnHourBeforeTheirEnd() throws IOException {
        var first = ask(credentials());
        assertThat(first.text()).contains("\"AccessKeyId\":\"ASIA1\"", "\"Expiration\":\"2026-11-21T18:00:00Z\"");
        now = now.plus(Duration.ofHours(5)).minusSeconds(1);
        assertThat(ask(credentials()).text()).isEqualTo(first.text());
        now = now.plusSeconds(1);
        assertThat(ask(credentials()).text()).contains("\"AccessKeyId\":\"ASIA2\"");
    }

    @Test
    void saysThatThereAreNoneWhereTheRoleIsGone() throws IOException {
        roles.trusted = false;
        var answer = ask(credentials());
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.text()).contains("\"code\":\"CredentialsUninitialized\"");
    }

    @Test
    void givesNoneToATaskThatHasEndedOrNotBegun() throws IOException {
        for (var phase : List.of(new Phase.Pending(), new Phase.Deprovisioning(), new Phase.Stopped(now))) {
            put(Tasks.withRole(phase, ROLE, "app"));
            var answer = ask(credentials());
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.text()).contains("Credentials not found");
        }
        assertThat(events.count(Kind.STRANGER_REFUSED)).isEqualTo(3);
        put(Tasks.withRole(new Phase.Stopping(now), ROLE, "app"));
        assertThat(ask(credentials()).status()).isEqualTo(200);
    }

    @Test
    void notesAGuessedIdAndTellsNothing() throws IOException {
        assertThat(ask("GET", "/v2/credentials/00000000-0000-4000-8000-000000000000", "")
                        .text())
                .isEqualTo(
                        "{\"code\":\"InvalidIdInRequest\",\"message\":\"CredentialsV2Request: Credentials not found\","
                                + "\"HTTPErrorCode\":400}");
        assertThat(events.count(Kind.CREDENTIALS_ID_REFUSED)).isEqualTo(1);
        assertThat(ask("GET", "/v2/credentials/", "").text()).contains("NoIdInRequest");
        assertThat(events.count(Kind.CREDENTIALS_ID_REFUSED)).isEqualTo(1);
        assertThat(ask("GET", "/v4/guessed/task", "").status()).isEqualTo(404);
        assertThat(events.count(Kind.METADATA_ID_REFUSED)).isEqualTo(1);
        assertThat(ask("GET", "/latest/meta-data", "").status()).isEqualTo(404);
    }

    @Test
    void tellsTheTaskItselfUnderItsOwnId() throws IOException {
        var container = ids.container(Tasks.of(new Phase.Running(), "app"), "app");
        assertThat(container).matches("0123456789abcdef0123456789abcdef-[1-9][0-9]{9}");
        assertThat(ask("GET", "/v4/" + container + "/task", "").text()).contains("\"Family\":\"web\"");
        assertThat(new AgentIds(new byte[] {1}).container(Tasks.of(new Phase.Running(), "app"), "app"))
                .isNotEqualTo(container);
    }

    @Test
    void tellsHowRightTheClockIsAndNothingWhereNobodyKnows() throws IOException {
        var task = "/v4/" + ids.container(Tasks.of(new Phase.Running(), "app"), "app") + "/task";
        assertThat(ask(task).text()).doesNotContain("ClockDrift");
        accuracy = Optional.of(
                new Accuracy.Synchronized(Duration.ofNanos(545_823), Instant.parse("2026-11-21T11:59:55Z")));
        assertThat(ask(task).text())
                .contains("\"ClockDrift\":{\"ClockErrorBound\":0.545823,"
                        + "\"ReferenceTimestamp\":\"2026-11-21T11:59:55Z\","
                        + "\"ClockSynchronizationStatus\":\"SYNCHRONIZED\"},\"FaultInjectionEnabled\"");
        accuracy = Optional.of(new Accuracy.NotSynchronized());
        assertThat(ask(task).text()).contains("\"ClockDrift\":{\"ClockSynchronizationStatus\":\"NOT_SYNCHRONIZED\"}");
    }

    @Test
    void asksForProtectionInTheRolesName() throws IOException {
        var state = "/api/" + ids.container(Tasks.of(new Phase.Running(), "app"), "app") + "/task-protection/v1/state";
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
        now = now.plusMillis(500);
        for (var i = 0; i < 100; i++) {
            allowed += ask(credentials()).status() == 200 ? 1 : 0;
        }
        assertThat(allowed).isEqualTo(80);
    }

    private String credentials() {
        return "/v2/credentials/" + ids.credentials(Tasks.of(new Phase.Running(), "app"));
    }

    private Answered ask(String path) throws IOException {
        return ask("GET", path, "");
    }

    private Answered ask(String method, String path, String body) throws IOException {
        var answer = new Answered();
        agent.answer(new Asked(method, path, body, ADDRESS, now), answer);
        return answer;
    }

    private void put(Task task) {
        var spec = RegisterTaskDefinitionRequest.builder()
                .family("web")
                .containerDefinitions(
                        List.of(ContainerDefinition.builder().name("app").build()))
                .build();
        var definition = new TaskDefinition(
                task.realm(),
                "web",
                1,
                spec,
                TaskDefinition.Status.ACTIVE,
                now,
                "",
                Optional.empty(),
                Optional.empty(),
                List.of());
        store.transact(tx -> {
            tx.put(TaskDefinition.KIND, definition.key(), definition);
            tx.put(TaskKinds.TASK, task.key(), task);
            return true;
        });
    }
}
