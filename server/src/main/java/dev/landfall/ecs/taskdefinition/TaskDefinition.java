package dev.landfall.ecs.taskdefinition;

import dev.landfall.contract.ecs.RegisterTaskDefinitionRequest;
import dev.landfall.contract.ecs.Tag;
import dev.landfall.store.Index;
import dev.landfall.store.Key;
import dev.landfall.store.Kind;
import dev.landfall.store.RecordCodec;
import dev.landfall.wire.Realm;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One revision of a family: the request that registered it, verbatim, and its standing.
 *
 * @param registeredBy the ARN of who registered it
 */
public record TaskDefinition(
        Realm realm,
        String family,
        int revision,
        RegisterTaskDefinitionRequest spec,
        Status status,
        Instant registeredAt,
        String registeredBy,
        Optional<Instant> deregisteredAt,
        Optional<Instant> deleteRequestedAt,
        List<Tag> tags) {
    /** CPU units that a task of launch type EC2 may ask for, at least and at most. */
    public static final int MIN_CPU = 128;

    public static final int MAX_CPU = 196_608;

    public TaskDefinition {
        tags = List.copyOf(tags);
    }

    /** AWS's TaskDefinitionStatus. */
    public enum Status {
        ACTIVE,
        INACTIVE,
        DELETE_IN_PROGRESS,
    }

    /** account, region, status, family, revision: what ListTaskDefinitions tells. */
    public static final Index<TaskDefinition> BY_STATUS = new Index<>(
            "status",
            (key, d) -> List.of(Key.of(
                    d.realm().account(), d.realm().region(), d.status().name(), d.family(), sortable(d.revision()))));

    /** Those that wait for the last of their tasks to end. */
    public static final Index<TaskDefinition> DELETING =
            new Index<>("deleting", (key, d) -> d.status() == Status.DELETE_IN_PROGRESS ? List.of(key) : List.of());

    public static final Kind<TaskDefinition> KIND =
            Kind.of("ecs.task-definition", RecordCodec.of(TaskDefinition.class), BY_STATUS, DELETING);

    public static Key key(Realm realm, String family, int revision) {
        return Key.of(realm.account(), realm.region(), family, sortable(revision));
    }

    public Key key() {
        return key(realm, family, revision);
    }

    public String arn() {
        return realm.arn("ecs", "task-definition/" + family + ":" + revision);
    }

    public TaskDefinition deregistered(Instant now) {
        return new TaskDefinition(
                realm,
                family,
                revision,
                spec,
                Status.INACTIVE,
                registeredAt,
                registeredBy,
                Optional.of(now),
                deleteRequestedAt,
                tags);
    }

    public TaskDefinition deleting(Instant now) {
        return new TaskDefinition(
                realm,
                family,
                revision,
                spec,
                Status.DELETE_IN_PROGRESS,
                registeredAt,
                registeredBy,
                deregisteredAt,
                Optional.of(now),
                tags);
    }

    public TaskDefinition withTags(List<Tag> next) {
        return new TaskDefinition(
                realm,
                family,
                revision,
                spec,
                status,
                registeredAt,
                registeredBy,
                deregisteredAt,
                deleteRequestedAt,
                next);
    }

    /** Whether Fargate has tasks of this size. */
    public static boolean isFargateSize(TaskSize size) {
        return FargateSizes.has(size.cpu().orElse(0), size.memoryMiB().orElse(0));
    }

    private static String sortable(int revision) {
        return "%010d".formatted(revision);
    }
}
