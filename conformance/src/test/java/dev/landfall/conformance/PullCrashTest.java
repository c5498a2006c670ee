package dev.landfall.conformance;

import static dev.landfall.conformance.CrashScene.PATIENCE;
import static dev.landfall.conformance.Eventually.eventually;
import static dev.landfall.conformance.Workload.shell;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.conformance.EngineGate.Call;
import dev.landfall.conformance.EngineGate.Side;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

/**
 * The server is killed while the image of one of two containers is pulled: from its own registry, which goes down with it,
 * or from another one, with a login that a secret holds.
 */
@Tag("docker")
@Tag("slow")
final class PullCrashTest {
    private static final String TELLS = "wc -c < /layer; ";

    private static CrashScene scene;
    private static EngineGate gate;
    private static LayerGate layers;
    private static LargeImage image;
    private static Workload workload;
    private static String definition;
    private static Footprint before;

    @BeforeAll
    static void push() throws IOException {
        scene = CrashScene.behindItsPort("pulls");
        gate = scene.gate();
        workload = scene.workload();
        layers = new LayerGate(scene.installation().endpoint());
        image = LargeImage.push(scene.docker(), scene.clients());
        definition = workload.register("own", pulling(image), shell("side", Workload.WAITS));
        before = scene.footprintAfter(workload.run(definition));
        image.forget();
    }

    private static ContainerDefinition.Builder pulling(LargeImage image) {
        return shell("main", TELLS + Workload.WAITS).image(image.reference());
    }

    @AfterAll
    static void stop() throws IOException {
        image.forget();
        layers.close();
        scene.close();
    }

    @Test
    void pullsWhatTheEngineWasNeverAskedFor() throws Exception {
        gate.hold(Call.PULL, Side.BEFORE);
        var task = workload.run(definition);
        gate.awaitCaught(PATIENCE);
        assertThat(image.isInTheEngine()).isFalse();
        scene.killAndStartAgain();
        endsAsItShould(task, image);
    }

    @Test
    void pullsAnewWhatCameHalfFromItself() throws Exception {
        layers.hold();
        var task = workload.run(definition);
        layers.awaitCaught(PATIENCE);
        assertThat(image.isInTheEngine()).isFalse();
        scene.server().kill();
        layers.open();
        scene.server().startAgain();
        endsAsItShould(task, image);
    }

    @Test
    void pullsNothingTwice() throws Exception {
        gate.hold(Call.PULL, Side.AFTER);
        var task = workload.run(definition);
        gate.awaitCaught(PATIENCE);
        eventually("the image", image::isInTheEngine);
        assertThat(workload.describe(task).lastStatus()).isNotIn("RUNNING", "STOPPED");
        scene.killAndStartAgain();
        workload.running(task);
        assertThat(gate.made(Call.PULL)).isZero();
        endsAsItShould(task, image);
    }

    /** Nobody may read the login a second time: it was read when the task was readied. */
    @Test
    void pullsAnewWhatCameHalfFromElsewhere() throws Exception {
        try (var elsewhere = Server.start(Installation.on(scene.docker().host()).behindItsPort());
                var others = new LayerGate(elsewhere.installation().endpoint())) {
            var foreign = LargeImage.push(scene.docker(), elsewhere.clients());
            foreign.forget();
            var pulls = workload.register(
                    login(elsewhere.clients()),
                    "foreign",
                    pulling(foreign).repositoryCredentials(given -> given.credentialsParameter("login")),
                    shell("side", Workload.WAITS));
            var quiet = Footprint.whenQuiet(scene.installation());
            others.hold();
            var task = workload.run(pulls);
            others.awaitCaught(PATIENCE);
            assertThat(foreign.isInTheEngine()).isFalse();
            Workload.forbid(scene.clients(), "reader", "secretsmanager:GetSecretValue");
            scene.server().kill();
            others.open();
            scene.server().startAgain();
            workload.running(task);
            workload.stop(task, "enough");
            assertThat(workload.lines(workload.stopped(task), "main")).containsExactly("" + LargeImage.LAYER_BYTES);
            foreign.forget();
            quiet.isAllThereIs(scene.installation());
        }
    }

    /** Leaves a login for another server's registry in a secret. @return the role that may read it */
    private static String login(Clients elsewhere) {
        var token = elsewhere.ecr().getAuthorizationToken().authorizationData().getFirst();
        var password = new String(Base64.getDecoder().decode(token.authorizationToken()), StandardCharsets.UTF_8)
                .substring("AWS:".length());
        try (var api = new RawApi(scene.installation().endpoint())) {
            var made = api.secrets(
                    "CreateSecret",
                    "{\"Name\":\"login\",\"SecretString\":\"{\\\"username\\\":\\\"AWS\\\",\\\"password\\\":\\\""
                            + password + "\\\"}\"}");
            assertThat(made.status()).as(made.body()).isEqualTo(200);
        }
        var role = Workload.makeRole(scene.clients(), "reader");
        Workload.allow(scene.clients(), "reader", "secretsmanager:GetSecretValue");
        return role;
    }

    private static void endsAsItShould(Task task, LargeImage pulled) {
        var up = workload.running(task);
        assertThat(up.pullStartedAt()).isBefore(up.pullStoppedAt());
        assertThat(scene.runningContainers(task)).hasSize(2);
        workload.stop(task, "enough");
        var over = workload.stopped(task);
        assertThat(over.stopCode()).isEqualTo(TaskStopCode.USER_INITIATED);
        assertThat(workload.lines(over, "main")).containsExactly("" + LargeImage.LAYER_BYTES);
        pulled.forget();
        before.isAllThereIs(scene.installation());
    }
}
