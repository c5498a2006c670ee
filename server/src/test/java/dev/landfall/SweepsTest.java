package dev.landfall;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.ecr.RegistrySweep;
import dev.landfall.ecr.blob.BlobStore;
import dev.landfall.ecr.repository.Uploads;
import dev.landfall.engine.simulated.SimulatedWorld;
import dev.landfall.engine.simulated.Weather;
import dev.landfall.iam.Iam;
import dev.landfall.iam.ResourcePolicies;
import dev.landfall.logs.Logs;
import dev.landfall.logs.storage.EventStorage;
import dev.landfall.loop.simulated.SimulatedScheduler;
import dev.landfall.secrets.Secrets;
import dev.landfall.ssm.Ssm;
import dev.landfall.store.memory.Crash.Crashed;
import dev.landfall.store.memory.MemoryStore;
import dev.landfall.vault.Vault;
import dev.landfall.wire.PageTokens;
import dev.landfall.wire.auth.RequestAuthorizer;
import dev.landfall.wiring.SecretsAsParameters;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a store that answers everything with an error. */
class SweepsTest {
    private static final Duration LONGER_THAN_ANY_PAUSE = Duration.ofHours(2);

    @TempDir
    Path root;

    private final MemoryStore store = new MemoryStore();
    private final Random random = new Random(1);
    private final Vault vault = new Vault(new byte[32], random);
    private final PageTokens tokens = new PageTokens(new byte[32]);
    private final SimulatedScheduler scheduler =
            new SimulatedScheduler(Instant.parse("2026-03-01T12:00:00Z"), new Random(1));

    @BeforeEach
    void breakTheStore() {
        store.kill();
    }

    private void assertThatItGoesOn(Runnable start) {
        start.run();
        for (var turn = 0; turn < 3; turn++) {
            assertThatThrownBy(() -> scheduler.advance(LONGER_THAN_ANY_PAUSE)).isInstanceOf(Crashed.class);
        }
    }

    @Test
    void noErrorEndsTheSweepOfLogs() {
        var engine = new SimulatedWorld(scheduler, random, Weather.CALM).attach("test");
        try (var events = new EventStorage(root, 1);
                var logs = new Logs(store, events, engine, scheduler, random)) {
            assertThatItGoesOn(logs::start);
        }
    }

    @Test
    void noErrorEndsTheSweepOfTheRegistry() throws IOException {
        var blobs = new BlobStore(root, BlobStore.Limits.AWS);
        try (var sweep = new RegistrySweep(store, blobs, new Uploads(store, blobs, () -> new UUID(0, 1)), scheduler)) {
            assertThatItGoesOn(sweep::start);
        }
    }

    @Test
    void noErrorEndsTheSweepOfSessions() {
        try (var iam = new Iam(store, vault, scheduler, random, ResourcePolicies.NONE)) {
            assertThatItGoesOn(iam::start);
        }
    }

    @Test
    void noErrorEndsTheSweepOfSecrets() {
        try (var secrets = new Secrets(store, vault, tokens, scheduler, random, RequestAuthorizer.OF_REQUEST)) {
            assertThatItGoesOn(secrets::start);
        }
    }

    @Test
    void noErrorEndsTheSweepOfParameters() {
        var referenced = new SecretsAsParameters(
                new Secrets(store, vault, tokens, scheduler, random, RequestAuthorizer.OF_REQUEST).values(),
                RequestAuthorizer.OF_REQUEST);
        try (var ssm = new Ssm(store, vault, tokens, referenced, scheduler)) {
            assertThatItGoesOn(ssm::start);
        }
    }
}
