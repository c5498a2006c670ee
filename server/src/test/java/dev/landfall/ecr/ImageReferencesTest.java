package dev.landfall.ecr;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.ecr.ImageReferences.Resolution;
import dev.landfall.ecr.blob.Digest;
import dev.landfall.ecr.image.Manifest;
import dev.landfall.ecr.image.ManifestReader;
import dev.landfall.ecr.repository.Images;
import dev.landfall.ecr.repository.Repositories;
import dev.landfall.ecr.repository.Repository;
import dev.landfall.ecr.repository.RepositoryKey;
import dev.landfall.ecr.repository.RepositoryName;
import dev.landfall.ecr.repository.TagMutability;
import dev.landfall.store.Store;
import dev.landfall.store.memory.MemoryStore;
import dev.landfall.wire.Principal;
import dev.landfall.wire.Realm;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ImageReferencesTest {
    private static final Realm HOME = new Realm("123456789012", "eu-west-1");
    private static final Principal PULLER = Principal.root("123456789012", "123456789012");
    private static final Instant NOW = Instant.parse("2026-03-01T10:20:30Z");
    private static final String AWS = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";

    private final Store store = new MemoryStore();
    private final LoginTokens tokens = new LoginTokens(new byte[32]);
    private final ImageReferences shared = new ImageReferences(store, new RegistryAddress(4566, false), tokens);
    private final ImageReferences named = new ImageReferences(store, new RegistryAddress(4566, true), tokens);
    private Digest digest;

    @BeforeEach
    void push() throws Manifest.Invalid {
        digest = push(HOME, "team/app", "latest");
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void findsAnImageUnderTheServersOwnAddress() {
        for (var host : new String[] {"localhost:4566", "127.0.0.1:4566", "[::1]:4566"}) {
            assertThat(shared.resolve(HOME, host + "/team/app:latest"))
                    .isEqualTo(new Resolution.Found(host + "/team/app@" + digest, digest, HOME));
        }
        assertThat(shared.resolve(HOME, "localhost:4566/team/app")).isInstanceOf(Resolution.Found.class);
        assertThat(shared.resolve(HOME, "localhost:4566/team/app@" + digest)).isInstanceOf(Resolution.Found.class);
        var host = "123456789012.dkr.ecr.eu-west-1.localhost:4566";
        assertThat(named.resolve(HOME, host + "/team/app"))
                .isEqualTo(new Resolution.Found(host + "/team/app@" + digest, digest, HOME));
    }

    @Test
    void findsAnImageUnderTheAddressItHasOnAws() {
        assertThat(shared.resolve(HOME, AWS + "/team/app:latest"))
                .isEqualTo(new Resolution.Found("localhost:4566/team/app@" + digest, digest, HOME));
        assertThat(named.resolve(HOME, AWS + "/team/app"))
                .isEqualTo(new Resolution.Found(
                        "123456789012.dkr.ecr.eu-west-1.localhost:4566/team/app@" + digest, digest, HOME));
    }

    @Test
    void looksInTheRegionThatTheAddressNames() throws Manifest.Invalid {
        var west = new Realm(HOME.account(), "us-west-2");
        var other = push(west, "app", "v1");
        assertThat(named.resolve(HOME, "123456789012.dkr.ecr.us-west-2.amazonaws.com/app:v1"))
                .isEqualTo(new Resolution.Found(
                        "123456789012.dkr.ecr.us-west-2.localhost:4566/app@" + other, other, west));
        assertThat(named.resolve(HOME, AWS + "/app:v1")).isInstanceOf(Resolution.Missing.class);
    }

    @Test
    void saysWhatIsNotThere() {
        for (var absent :
                new String[] {"/team/app:v9", "/no/such:latest", "/team/app@sha256:" + "0".repeat(64), "/UP:1"}) {
            assertThat(shared.resolve(HOME, AWS + absent)).isEqualTo(new Resolution.Missing());
        }
    }

    @Test
    void keepsTheImagesOfAnAccountFromTasksOfOthers() {
        var stranger = new Realm("999999999999", "eu-west-1");
        assertThat(shared.resolve(stranger, "localhost:4566/team/app")).isInstanceOf(Resolution.Missing.class);
        assertThat(shared.resolve(stranger, AWS + "/team/app")).isInstanceOf(Resolution.Foreign.class);
        assertThat(named.resolve(stranger, "123456789012.dkr.ecr.eu-west-1.localhost:4566/team/app"))
                .isInstanceOf(Resolution.Denied.class);
        assertThat(named.login(
                        stranger, "123456789012.dkr.ecr.eu-west-1.localhost:4566/team/app@" + digest, PULLER, NOW))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "team/app",
                "team/app:latest",
                "docker.io/team/app",
                "localhost/team/app",
                "localhost:5000/team/app",
                "public.ecr.aws/nginx/nginx",
                "123456789012.dkr.ecr.eu-west-1.localhost:5000/team/app",
                "123456789012.dkr.ecr.eu-west-1.amazonaws.com.evil.org/team/app",
                "x123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/app",
                "",
                "@",
            })
    void leavesAllOtherImagesToTheEngine(String reference) {
        assertThat(shared.resolve(HOME, reference)).isInstanceOf(Resolution.Foreign.class);
        assertThat(shared.login(HOME, reference, PULLER, NOW)).isEmpty();
    }

    @Test
    void givesALoginThatOpensTheRegistryAndStaysTheSameForAWhile() {
        var pull = ((Resolution.Found) shared.resolve(HOME, AWS + "/team/app")).pullReference();
        var login = shared.login(HOME, pull, PULLER, NOW).orElseThrow();
        assertThat(login.registry()).isEqualTo("localhost:4566");
        assertThat(login.user()).isEqualTo("AWS");
        assertThat(tokens.read(login.password()).orElseThrow().realm()).isEqualTo(HOME);
        assertThat(tokens.read(login.password()).orElseThrow().expiresAt()).isAfter(NOW.plus(Duration.ofHours(10)));
        assertThat(shared.login(HOME, pull, PULLER, NOW.plusSeconds(60))).hasValue(login);
        assertThat(login.toString()).doesNotContain(login.password());
    }

    @RepeatedTest(1_000)
    void answersAnyTextWithoutFailing() {
        var random = new Random();
        var text = new StringBuilder(random.nextBoolean() ? "localhost:4566/" : AWS + "/");
        for (var i = random.nextInt(30); i > 0; i--) {
            text.append("ab0:/@.-_ %\\\u0001\u00e9".charAt(random.nextInt(14)));
        }
        assertThat(shared.resolve(HOME, text.toString())).isNotInstanceOf(Resolution.Found.class);
    }

    private Digest push(Realm realm, String name, String tag) throws Manifest.Invalid {
        var key = new RepositoryKey(realm, new RepositoryName(name));
        var text = "{\"schemaVersion\":2,\"manifests\":[],\"annotations\":{\"in\":\"" + realm + "\"}}";
        var manifest =
                ManifestReader.read(text.getBytes(UTF_8), Optional.of("application/vnd.oci.image.index.v1+json"));
        store.transact(tx -> {
            Repositories.create(tx, key, new Repository(key.name(), NOW, TagMutability.MUTABLE, false, Map.of()));
            return Images.push(tx, key, manifest, Optional.of(tag), NOW);
        });
        return manifest.digest();
    }
}
