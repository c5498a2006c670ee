package dev.landfall.ecs.configuration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.contract.ecs.ContainerDefinition;
import dev.landfall.contract.ecs.EnvironmentFileType;
import dev.landfall.contract.ecs.FirelensConfiguration;
import dev.landfall.contract.ecs.FirelensConfigurationType;
import dev.landfall.contract.ecs.LogConfiguration;
import dev.landfall.contract.ecs.LogDriver;
import dev.landfall.contract.ecs.RegisterTaskDefinitionRequest;
import dev.landfall.contract.ecs.RepositoryCredentials;
import dev.landfall.contract.ecs.Secret;
import dev.landfall.contract.ecs.TaskOverride;
import dev.landfall.store.Key;
import dev.landfall.vault.Vault;
import dev.landfall.wire.Realm;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GatheringTest {
    private static final Realm HOME = new Realm("123456789012", "eu-west-1");
    private static final ExecutionRole ROLE =
            new ExecutionRole(HOME, Optional.of("arn:aws:iam::123456789012:role/r"), "0123");
    private static final String SECRET = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf";
    private static final TaskOverride NOTHING = TaskOverride.builder().build();

    private final Map<String, String> parameters = new HashMap<>();
    private final Map<String, String> secrets = new HashMap<>();
    private final Map<String, String> objects = new HashMap<>();
    private final List<Collection<String>> asked = new ArrayList<>();
    private final Vault vault = new Vault(new byte[32], new Random(1));
    private final Gathering gathering = new Gathering(new ConfigurationPorts(
            (role, action, resource) -> {},
            new Secrets() {
                @Override
                public String value(ExecutionRole role, SecretReference.Secret secret) {
                    return Optional.ofNullable(secrets.get(secret.id()))
                            .orElseThrow(() -> Refused.listed(400, "id", "ResourceNotFoundException", "none"));
                }

                @Override
                public Map<String, String> parameters(ExecutionRole role, Realm realm, Collection<String> names) {
                    asked.add(List.copyOf(names));
                    var found = new HashMap<>(parameters);
                    found.keySet().retainAll(names);
                    return found;
                }
            },
            (role, place) -> Optional.ofNullable(objects.get(place.bucket() + "/" + place.key()))
                    .map(text -> text.getBytes(UTF_8))
                    .orElseThrow(() -> Refused.unlisted(404, "id", "NotFound", "Not Found")),
            vault));

    private static Secret secret(String name, String from) {
        return Secret.builder().name(name).valueFrom(from).build();
    }

    private static RegisterTaskDefinitionRequest spec(ContainerDefinition.Builder... containers) {
        return RegisterTaskDefinitionRequest.builder()
                .family("f")
                .containerDefinitions(List.of(containers).stream()
                        .map(ContainerDefinition.Builder::build)
                        .toList())
                .build();
    }

    private TaskConfiguration gather(Wording wording, ContainerDefinition.Builder... containers) {
        return gathering.of(spec(containers), NOTHING, ROLE, wording);
    }

    private static ContainerDefinition.Builder app() {
        return ContainerDefinition.builder().name("app");
    }

    @Test
    void givesEachContainerItsOwn() {
        parameters.put("/p", "one");
        secrets.put(SECRET, "{\"k\":\"two\"}");
        var log = LogConfiguration.builder()
                .logDriver(LogDriver.SPLUNK)
                .secretOptions(List.of(secret("splunk-token", "/p")))
                .build();
        var given = gather(
                Wording.FARGATE,
                app().secrets(List.of(secret("A", "/p"), secret("B", SECRET + ":k::"))),
                ContainerDefinition.builder().name("other").logConfiguration(log),
                ContainerDefinition.builder().name("none"));
        assertThat(given.of("app").secrets()).isEqualTo(Map.of("A", "one", "B", "two"));
        assertThat(given.of("other").secrets()).isEmpty();
        assertThat(given.of("other").logOptions()).isEqualTo(Map.of("splunk-token", "one"));
        assertThat(given.containers()).containsOnlyKeys("app", "other");
    }

    @Test
    void givesALogRouterItsFile() {
        objects.put("conf/deep/extra.conf", "[SERVICE]\n");
        assertThat(gather(Wording.AGENT, router("arn:aws:s3:::conf/deep/extra.conf"))
                        .of("router")
                        .routerFile())
                .contains("[SERVICE]\n");
        assertThatThrownBy(() -> gather(Wording.AGENT, router("arn:aws:s3:::conf/none.conf")))
                .hasMessage("unable to download firelens s3 config file: unable to download s3 config none.conf from"
                        + " bucket conf: operation error S3: HeadObject, https response error StatusCode: 404,"
                        + " RequestID: id, api error NotFound: Not Found");
        var nobody = new ExecutionRole(HOME, Optional.empty(), "0123");
        var spec = spec(router("arn:aws:s3:::conf/deep/extra.conf"));
        assertThat(Gathering.isNeeded(spec, NOTHING)).isTrue();
        assertThatThrownBy(() -> gathering.of(spec, NOTHING, nobody, Wording.AGENT))
                .hasMessage("unable to download firelens s3 config file: unable to get execution role credentials");
    }

    private static ContainerDefinition.Builder router(String arn) {
        return ContainerDefinition.builder()
                .name("router")
                .firelensConfiguration(FirelensConfiguration.builder()
                        .type(FirelensConfigurationType.FLUENTBIT)
                        .options(Map.of("config-file-type", "s3", "config-file-value", arn))
                        .build());
    }

    @Test
    void asksForTenParametersAtATime() {
        var wanted =
                IntStream.range(0, 23).mapToObj(i -> secret("V" + i, "/p/" + i)).toList();
        wanted.forEach(s -> parameters.put(s.valueFromOr(""), s.nameOr("")));
        assertThat(gather(Wording.FARGATE, app().secrets(wanted)).of("app").secrets())
                .hasSize(23);
        assertThat(asked).extracting(Collection::size).containsExactly(10, 10, 3);
    }

    @Test
    void wordsAFailureAsTheAgentDoesOnAnInstance() {
        assertThatThrownBy(() -> gather(Wording.AGENT, app().secrets(List.of(secret("A", "/none")))))
                .hasMessage("Fetching secret data from SSM Parameter Store in eu-west-1: invalid parameters: /none");
        assertThatThrownBy(() -> gather(Wording.AGENT, app().secrets(List.of(secret("A", SECRET)))))
                .hasMessage("Fetching secret data from AWS Secrets Manager in region eu-west-1: secret " + SECRET
                        + ": ResourceNotFoundException: none");
    }

    @Test
    void givesNothingWithoutARole() {
        var nobody = new ExecutionRole(HOME, Optional.empty(), "0123");
        assertThatThrownBy(() -> gathering.of(
                        spec(app().environmentFiles(List.of(file("one")))), NOTHING, nobody, Wording.AGENT))
                .hasMessage("environment file resource: unable to find execution role credentials");
        assertThat(gathering.of(spec(app()), NOTHING, nobody, Wording.AGENT).isEmpty())
                .isTrue();
    }

    @Test
    void quotesNoSecretThatIsNotWhatItIsTakenFor() {
        secrets.put(SECRET, "hush");
        assertThatThrownBy(() -> gather(Wording.FARGATE, app().secrets(List.of(secret("A", SECRET + ":k::")))))
                .message()
                .doesNotContain("hush")
                .contains("json key k");
        secrets.put("login", "{\"username\":\"u\",\"password\":7}");
        var credentials =
                RepositoryCredentials.builder().credentialsParameter("login").build();
        assertThatThrownBy(() -> gather(Wording.FARGATE, app().repositoryCredentials(credentials)))
                .hasMessageEndingWith("asm fetching password: AuthorizationData is malformed, empty field");
    }

    @Test
    void readsAFileOnceAndTheFirstOfTwoWins() {
        objects.put("b/one.env", "A=1\nB=1");
        objects.put("b/two.env", "B=2\nC=2");
        var files = List.of(file("one"), file("two"));
        assertThat(gather(Wording.FARGATE, app().environmentFiles(files))
                        .of("app")
                        .files())
                .isEqualTo(Map.of("A", "1", "B", "1", "C", "2"));
        assertThatThrownBy(() -> gather(Wording.AGENT, app().environmentFiles(List.of(file("three")))))
                .hasMessageStartingWith(
                        "ResourceInitializationError: unable to download env file with key three.env from bucket b");
    }

    private static dev.landfall.contract.ecs.EnvironmentFile file(String name) {
        return dev.landfall.contract.ecs.EnvironmentFile.builder()
                .type(EnvironmentFileType.S3)
                .value("arn:aws:s3:::b/" + name + ".env")
                .build();
    }

    @Test
    void isKeptUnreadableAndForItsOwnTaskOnly() {
        parameters.put("/p", "canary-value");
        var given = gather(Wording.FARGATE, app().secrets(List.of(secret("A", "/p"))));
        assertThat(given.toString()).doesNotContain("canary-value");
        var task = Key.of("123456789012", "eu-west-1", "c", "one");
        var kept = SealedConfiguration.seal(vault, task, given);
        assertThat(new String(SealedConfiguration.KIND.codec().encode(kept), UTF_8))
                .doesNotContain("canary-value")
                .doesNotContain("\"A\"");
        assertThat(kept.open(vault, task)).isEqualTo(given);
        assertThatThrownBy(() -> kept.open(vault, Key.of("123456789012", "eu-west-1", "c", "two")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void needsNothingForMostTasks() {
        assertThat(Gathering.isNeeded(spec(app()), NOTHING)).isFalse();
        assertThat(Gathering.isNeeded(spec(app().secrets(List.of(secret("A", "/p")))), NOTHING))
                .isTrue();
        assertThat(gather(Wording.FARGATE, app()).isEmpty()).isTrue();
    }
}
