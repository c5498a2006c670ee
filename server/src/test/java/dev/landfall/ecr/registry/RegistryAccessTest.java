package dev.landfall.ecr.registry;

import static java.net.http.HttpRequest.BodyPublishers.noBody;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.ecr.LoginTokens;
import dev.landfall.ecr.blob.Digest;
import dev.landfall.wire.Principal;
import dev.landfall.wire.Realm;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RegistryAccessTest extends RegistryScenario {
    @Test
    void asksWhoIsNotLoggedInToLogIn() {
        for (var path : List.of("/v2/", "/v2", "/v2/app/tags/list", "/v2/no/such/thing")) {
            var answer = registry.sendAs("", "GET", path, noBody());
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(header(answer, "WWW-Authenticate"))
                    .isEqualTo("Basic realm=\"http://localhost:4566/\",service=\"ecr.amazonaws.com\"");
            assertThat(text(answer)).isEqualTo("Not Authorized\n");
        }
        assertThat(registry.send("GET", "/v2/", noBody()).statusCode()).isEqualTo(200);
    }

    @Test
    void letsNobodyInWithAPasswordItDidNotMake() {
        var good = registry.login(TestRegistry.REALM, "someone", Instant.now());
        var elsewhere = new LoginTokens("another secret of thirty-two chars".getBytes(UTF_8));
        var forged = elsewhere.password(
                elsewhere.issue(TestRegistry.REALM, Principal.root("123456789012", "A"), Instant.now()));
        for (var login : List.of(
                "Bearer x",
                "Basic !",
                TestRegistry.basic("AWS:"),
                TestRegistry.basic("AWS:x.y"),
                TestRegistry.basic("AWS:" + forged),
                TestRegistry.basic("root:" + password(good)),
                TestRegistry.basic("AWS:" + password(good) + "A"),
                TestRegistry.basic("AWS:A" + password(good)))) {
            assertThat(registry.sendAs(login, "GET", "/v2/", noBody()).statusCode())
                    .as(login)
                    .isEqualTo(401);
        }
    }

    @Test
    void tellsWhoseLoginRanOutToLogInAgain() {
        var old = registry.login(TestRegistry.REALM, "someone", Instant.now().minus(Duration.ofHours(13)));
        var answer = registry.sendAs(old, "GET", "/v2/", noBody());
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(text(answer))
                .isEqualTo(error("DENIED", "Your authorization token has expired. Reauthenticate and try again."));
    }

    @Test
    void opensOnlyTheRealmThatTheLoginIsFor() {
        push("app", "v1");
        var elsewhere = registry.login(new Realm("999999999999", "eu-west-1"), "someone", Instant.now());
        var answer = registry.sendAs(elsewhere, "GET", "/v2/app/manifests/v1", noBody());
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(text(answer))
                .isEqualTo(error(
                        "NAME_UNKNOWN",
                        "The repository with name 'app' does not exist in the registry with id '999999999999'"));
    }

    @Test
    void refusesALoginForAnotherRegistryThanTheHostNames() throws IOException {
        var login = registry.login(TestRegistry.REALM, "someone", Instant.now());
        assertThat(rawStatus("123456789012.dkr.ecr.eu-west-1.localhost:4566", login))
                .contains(" 200 ");
        assertThat(rawStatus("123456789012.dkr.ecr.us-east-1.localhost:4566", login))
                .contains(" 403 ");
    }

    @Test
    void refusesWhatThePrincipalMayNotDo() {
        var nobody = registry.login(TestRegistry.REALM, "nobody", Instant.now());
        var answer = registry.sendAs(nobody, "POST", "/v2/app/blobs/uploads/", noBody());
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(text(answer))
                .isEqualTo(
                        error(
                                "DENIED",
                                "ecr:InitiateLayerUpload on [arn:aws:ecr:eu-west-1:123456789012:repository/app] is not for arn:aws:iam::123456789012:user/nobody"));
    }

    @Test
    void keepsTheBlobsOfARepositoryFromAllOthers() {
        var content = random(1_000);
        var digest = pushBlob("app", content);
        assertThat(registry.send("HEAD", "/v2/team/other/blobs/" + digest, noBody())
                        .statusCode())
                .isEqualTo(404);
        assertThat(registry.send("GET", "/v2/team/other/blobs/" + digest, noBody())
                        .statusCode())
                .isEqualTo(404);
        assertThat(putManifest("team/other", "v1", manifest(digest, digest)).statusCode())
                .isEqualTo(400);
    }

    @Test
    void mountsALayerFromARepositoryOfTheSameRegistryOnly() {
        var digest = pushBlob("app", random(1_000));
        var mount = "/v2/team/other/blobs/uploads/?mount=" + digest + "&from=";
        var stranger = registry.login(new Realm("999999999999", "eu-west-1"), "someone", Instant.now());
        assertThat(registry.sendAs(stranger, "POST", mount + "app", noBody()).statusCode())
                .isEqualTo(404);
        assertThat(registry.send("POST", mount + "nothing", noBody()).statusCode())
                .isEqualTo(202);

        var mounted = registry.send("POST", mount + "app", noBody());
        assertThat(mounted.statusCode()).isEqualTo(201);
        assertThat(header(mounted, "Location")).isEqualTo("/v2/team/other/blobs/" + digest);
        assertThat(registry.send("HEAD", "/v2/team/other/blobs/" + digest, noBody())
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v2/../app/tags/list",
                "/v2/%2e%2e/%2e%2e/etc/tags/list",
                "/v2/app/../../x/tags/list",
                "/v2/app%2f..%2f..%2fx/tags/list",
                "/v2//etc/passwd/tags/list",
                "/v2/App/tags/list",
                "/v2/a/tags/list",
                "/v2/app%00/tags/list",
                "/v2/app%5c..%5cx/tags/list",
                "/v2/app/blobs/..%2f..%2f..%2fetc%2fpasswd",
                "/v2/app/blobs/sha256:..%2f..%2fx",
                "/v2/app/blobs/uploads/..%2f..%2fx",
                "/v2/app/manifests/..",
                "/v2/app/manifests/sha256:x",
            })
    void refusesPathsThatLeadElsewhere(String path) throws IOException {
        assertThat(raw("GET " + path + " HTTP/1.1")).containsPattern("^HTTP/1.1 (400|404) ");
        assertThat(raw("PUT " + path + "?digest=" + Digest.of(new byte[0]) + " HTTP/1.1"))
                .containsPattern("^HTTP/1.1 (400|404|405) ");
        assertThat(files()).isEmpty();
    }

    @Test
    void tellsWhichRepositoryDoesNotExist() {
        for (var request :
                List.of("POST /v2/none/blobs/uploads/", "GET /v2/none/tags/list", "GET /v2/none/manifests/x")) {
            var parts = request.split(" ");
            var answer = registry.send(parts[0], parts[1], noBody());
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(text(answer))
                    .isEqualTo(error(
                            "NAME_UNKNOWN",
                            "The repository with name 'none' does not exist in the registry with id '123456789012'"));
        }
        assertThat(directory.resolve("uploads")).isEmptyDirectory();
    }

    @Test
    void refusesWhatEcrDoesNotOffer() {
        assertThat(registry.send("GET", "/v2/_catalog", noBody()).statusCode()).isEqualTo(405);
        var digest = pushBlob("app", random(3));
        assertThat(registry.send("DELETE", "/v2/app/blobs/" + digest, noBody()).statusCode())
                .isEqualTo(405);
    }
}
