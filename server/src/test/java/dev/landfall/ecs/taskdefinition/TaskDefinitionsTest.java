package dev.landfall.ecs.taskdefinition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.contract.ecs.RegisterTaskDefinitionRequest;
import dev.landfall.store.CountingStore;
import dev.landfall.store.memory.MemoryStore;
import dev.landfall.wire.Realm;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TaskDefinitionsTest {
    private static final Realm REALM = new Realm("000000000000", "us-east-1");
    private static final Instant T0 = Instant.parse("2026-11-21T12:00:00Z");

    private final CountingStore store = new CountingStore(new MemoryStore());

    @BeforeEach
    void neighbours() {
        put(active("web-", 7));
        put(active("wea", 8));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void findsTheLatestActiveRevisionByReadingItAlone() {
        put(active("web", 1));
        IntStream.rangeClosed(2, 2_000)
                .forEach(revision -> put(active("web", revision).deregistered(T0)));
        assertThat(latest()).contains(1);
        assertThat(store.documents()).isEqualTo(1);
    }

    @Test
    void findsTheNewestOfThoseThatAreActive() {
        IntStream.rangeClosed(1, 11).forEach(revision -> put(active("web", revision)));
        assertThat(latest()).contains(11);
        put(active("web", 11).deregistered(T0));
        put(active("web", 10).deregistered(T0).deleting(T0));
        assertThat(latest()).contains(9);
    }

    @Test
    void findsNoneWhereNoneIsActive() {
        assertThat(latest()).isEmpty();
        put(active("web", 1).deregistered(T0));
        assertThat(latest()).isEmpty();
    }

    @Test
    void doesNotStumbleOverARevisionThatWasDeleted() {
        put(active("web", 1));
        put(active("web", 2).deregistered(T0).deleting(T0));
        store.transact(tx -> tx.delete(TaskDefinition.KIND, TaskDefinition.key(REALM, "web", 2)));
        assertThat(latest()).contains(1);
    }

    private Optional<Integer> latest() {
        return store.read(reader -> TaskDefinitions.find(reader, REALM, "web")).map(TaskDefinition::revision);
    }

    private void put(TaskDefinition definition) {
        store.transact(tx -> tx.put(TaskDefinition.KIND, definition.key(), definition));
    }

    private static TaskDefinition active(String family, int revision) {
        return new TaskDefinition(
                REALM,
                family,
                revision,
                RegisterTaskDefinitionRequest.builder().family(family).build(),
                TaskDefinition.Status.ACTIVE,
                T0,
                "arn:aws:iam::000000000000:root",
                Optional.empty(),
                Optional.empty(),
                List.of());
    }
}
