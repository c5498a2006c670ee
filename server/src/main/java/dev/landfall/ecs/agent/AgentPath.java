package dev.landfall.ecs.agent;

import dev.landfall.ecs.agent.AgentPath.OwnTask.What;
import java.util.List;
import java.util.Optional;

/** What a path asks for. */
sealed interface AgentPath {
    /** Of the forms of the metadata endpoint that give each container an id. */
    enum Version {
        V3,
        V4
    }

    /** Credentials; the empty id when none was given. */
    record Credentials(String id) implements AgentPath {}

    /** Version 2's answers about the task that asks. */
    record OwnTask(What what) implements AgentPath {
        /** What of it. */
        enum What {
            METADATA,
            METADATA_WITH_TAGS,
            STATS
        }
    }

    /** Version 2's metadata or statistics of a container of the task that asks, by its runtime's id. */
    record OwnContainer(String runtimeId, boolean stats) implements AgentPath {}

    record ContainerMetadata(Version version, String id) implements AgentPath {}

    record TaskMetadata(Version version, String id, boolean withTags) implements AgentPath {}

    record ContainerStats(Version version, String id) implements AgentPath {}

    record TaskStats(Version version, String id) implements AgentPath {}

    record Protection(String id) implements AgentPath {}

    record Nothing() implements AgentPath {}

    /** The id in it that only one task's containers were told; empty where version 2 goes by the address alone. */
    default Optional<String> secretId() {
        return switch (this) {
            case Credentials(var id) -> Optional.of(id);
            case OwnTask own -> Optional.empty();
            case OwnContainer own -> Optional.empty();
            case ContainerMetadata(var version, var id) -> Optional.of(id);
            case TaskMetadata(var version, var id, var tags) -> Optional.of(id);
            case ContainerStats(var version, var id) -> Optional.of(id);
            case TaskStats(var version, var id) -> Optional.of(id);
            case Protection(var id) -> Optional.of(id);
            case Nothing nothing -> Optional.empty();
        };
    }

    /** @param path as it was sent; ids need no percent signs */
    static AgentPath of(String path) {
        var parts = List.of(path.substring(1).split("/", -1));
        return switch (parts.getFirst()) {
            case "v2" -> v2(parts.subList(1, parts.size()));
            case "v3" -> byId(Version.V3, parts.subList(1, parts.size()));
            case "v4" -> byId(Version.V4, parts.subList(1, parts.size()));
            case "api" -> api(parts.subList(1, parts.size()));
            default -> new Nothing();
        };
    }

    private static AgentPath v2(List<String> parts) {
        if (parts.isEmpty() || parts.size() > 2) {
            return new Nothing();
        }
        var id = parts.size() == 2 ? parts.get(1) : "";
        return switch (parts.getFirst()) {
            case "credentials" -> new Credentials(id);
            case "metadata" -> id.isEmpty() ? new OwnTask(What.METADATA) : new OwnContainer(id, false);
            case "metadataWithTags" -> id.isEmpty() ? new OwnTask(What.METADATA_WITH_TAGS) : new Nothing();
            case "stats" -> id.isEmpty() ? new OwnTask(What.STATS) : new OwnContainer(id, true);
            default -> new Nothing();
        };
    }

    private static AgentPath byId(Version version, List<String> parts) {
        if (parts.isEmpty()) {
            return new Nothing();
        }
        var id = parts.getFirst();
        return switch (String.join("/", parts.subList(1, parts.size()))) {
            case "" -> parts.size() == 1 ? new ContainerMetadata(version, id) : new Nothing();
            case "task" -> new TaskMetadata(version, id, false);
            case "taskWithTags" -> new TaskMetadata(version, id, true);
            case "stats" -> new ContainerStats(version, id);
            case "task/stats" -> new TaskStats(version, id);
            default -> new Nothing();
        };
    }

    private static AgentPath api(List<String> parts) {
        var isProtection = parts.size() == 4 && parts.subList(1, 4).equals(List.of("task-protection", "v1", "state"));
        return isProtection ? new Protection(parts.getFirst()) : new Nothing();
    }
}
