package dev.landfall.ecs.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.audit.SecurityEvent;
import dev.landfall.audit.SecurityEvent.Kind;
import dev.landfall.audit.SecurityEvents;
import dev.landfall.contract.ecs.NetworkMode;
import dev.landfall.ecs.task.Phase;
import dev.landfall.ecs.task.Task;
import dev.landfall.ecs.task.Tasks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On the host's own network, where everybody has its address, an id alone tells who asks. */
final class AgentOnHostTest {
    private static final String HOST = "127.0.0.1";
    private static final String ID = "fedcba9876543210fedcba9876543210";
    private static final String OTHER_ID = "00112233445566778899aabbccddeeff";

    private final List<SecurityEvent> noted = new ArrayList<>();
    private final AgentScene scene = new AgentScene(CallersById::new, new SecurityEvents() {
        @Override
        protected void keep(SecurityEvent event) {
            noted.add(event);
        }
    });
    private final Task task = placed(ID, new Phase.Running());

    @BeforeEach
    void begin() {
        scene.put(task, NetworkMode.HOST);
    }

    @Test
    void tellsATaskAllThatItsIdsAskFor() throws IOException {
        assertThat(ask(credentials(task)).text()).contains("\"AccessKeyId\":\"ASIA1\"");
        assertThat(ask("/v4/" + container(task) + "/task").text()).contains("\"TaskARN\":\"" + task.arn() + "\"");
        assertThat(ask("/v4/" + container(task)).text())
                .contains("\"Networks\":[{\"NetworkMode\":\"host\",\"IPv4Addresses\":[\"\"]}]");
        assertThat(ask("/v3/" + container(task)).text())
                .contains("\"Networks\":[{\"NetworkMode\":\"host\",\"IPv4Addresses\":[\"\"]}]");
        assertThat(ask("/api/" + container(task) + "/task-protection/v1/state").text())
                .contains("AccessDeniedException");
        assertThat(noted).isEmpty();
    }

    @Test
    void knowsNoIdOfATaskInAnotherNetworkMode() throws IOException {
        for (var mode : List.of(NetworkMode.BRIDGE, NetworkMode.AWSVPC, NetworkMode.NONE)) {
            scene.put(task, mode);
            for (var written : List.of(mode, NetworkMode.HOST)) {
                refused(400, "/v2/credentials/" + scene.ids.credentials(task, written), Kind.CREDENTIALS_ID_REFUSED);
                refused(404, "/v4/" + scene.ids.container(task, written, "app"), Kind.METADATA_ID_REFUSED);
            }
        }
        var fargate = Tasks.withRole(new Phase.Running(), AgentScene.ROLE, "app");
        scene.put(fargate, NetworkMode.AWSVPC);
        var id = scene.ids.container(fargate, NetworkMode.AWSVPC, "app");
        assertThat(id).startsWith(fargate.id().value());
        refused(404, "/v4/" + id + "/task", Kind.METADATA_ID_REFUSED);
    }

    @Test
    void wantsTheWholeIdAndOfWhatIsAskedFor() throws IOException {
        var secret = credentials(task).substring("/v2/credentials/".length() + ID.length() + 1);
        for (var guess : List.of(
                ID,
                ID + "-",
                secret,
                ID + "-00000000-0000-4000-8000-000000000000",
                OTHER_ID + "-" + secret,
                ID + "-" + secret + "x",
                ID.toUpperCase(java.util.Locale.ROOT) + "-" + secret,
                container(task))) {
            refused(400, "/v2/credentials/" + guess, Kind.CREDENTIALS_ID_REFUSED);
        }
        refused(404, "/v4/" + ID + "-" + secret, Kind.METADATA_ID_REFUSED);
        refused(404, "/v4/" + ID + "-" + secret + "/stats", Kind.METADATA_ID_REFUSED);
        refused(404, "/api/guessed/task-protection/v1/state", Kind.METADATA_ID_REFUSED);
    }

    @Test
    void goesByNoAddress() throws IOException {
        refused(400, "/v2/metadata", Kind.STRANGER_REFUSED);
        refused(400, "/v2/stats", Kind.STRANGER_REFUSED);
        refused(400, "/v2/metadata/" + container(task), Kind.STRANGER_REFUSED);
        assertThat(ask("/v2/metadata").text())
                .isEqualTo("\"Unable to get task arn from request: unable to associate '127.0.0.1' with any task\"");
    }

    @Test
    void writesNoWholeIdDown() throws IOException {
        scene.put(placed(ID, new Phase.Stopped(scene.now)), NetworkMode.HOST);
        ask(credentials(task));
        assertThat(noted).singleElement().satisfies(event -> {
            assertThat(event.source()).isEqualTo(HOST);
            assertThat(event.subject()).isEmpty();
            assertThat(event.detail()).isEqualTo("GET /v2/credenti…/fedcba98…");
        });
    }

    @Test
    void knowsOnlyTasksThatLive() throws IOException {
        for (var phase : List.of(new Phase.Pending(), new Phase.Deprovisioning(), new Phase.Stopped(scene.now))) {
            scene.put(placed(ID, phase), NetworkMode.HOST);
            refused(400, credentials(task), Kind.CREDENTIALS_ID_REFUSED);
        }
        scene.put(placed(ID, new Phase.Stopping(scene.now)), NetworkMode.HOST);
        assertThat(ask(credentials(task)).status()).isEqualTo(200);
    }

    @Test
    void letsNobodyUseUpWhatATaskMayAsk() throws IOException {
        var other = placed(OTHER_ID, new Phase.Running());
        scene.put(other, NetworkMode.HOST);
        assertThat(allowed("/v4/" + ID + "-guessed/task", 404)).isEqualTo(60);
        assertThat(ask("/v2/metadata").status()).isEqualTo(429);
        assertThat(allowed(credentials(task), 200)).isEqualTo(60);
        assertThat(ask("/v4/" + container(task)).status()).isEqualTo(429);
        assertThat(ask(credentials(other)).status()).isEqualTo(200);
        scene.now = scene.now.plusMillis(500);
        assertThat(allowed(credentials(task), 200)).isEqualTo(20);
    }

    private int allowed(String path, int status) throws IOException {
        var answered = 0;
        for (var i = 0; i < 100; i++) {
            answered += ask(path).status() == status ? 1 : 0;
        }
        return answered;
    }

    private void refused(int status, String path, Kind kind) throws IOException {
        var before = scene.events.count(kind);
        scene.now = scene.now.plusSeconds(1);
        var answer = ask(path);
        assertThat(answer.status()).as(path).isEqualTo(status);
        assertThat(answer.text()).as(path).doesNotContain(task.arn(), "ASIA");
        assertThat(scene.events.count(kind)).as(path).isEqualTo(before + 1);
    }

    private Answered ask(String path) throws IOException {
        return scene.ask("GET", path, "", HOST);
    }

    private String credentials(Task whose) {
        return "/v2/credentials/" + scene.ids.credentials(whose, NetworkMode.HOST);
    }

    private String container(Task whose) {
        return scene.ids.container(whose, NetworkMode.HOST, "app");
    }

    private static Task placed(String id, Phase phase) {
        return Tasks.placed(id, phase, AgentScene.ROLE, "app");
    }
}
