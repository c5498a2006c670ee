package dev.landfall.logs;

import java.util.Map;
import java.util.Optional;

/**
 * What a container's awslogs log configuration asks for.
 *
 * @param region of the group; empty for the task's own
 * @param createGroup whether to make the group where there is none
 */
public record AwslogsOptions(
        String group, Optional<String> region, Optional<String> streamPrefix, boolean createGroup) {
    /** Reads the {@code options} of a log configuration whose driver is awslogs; empty when they name no group. */
    public static Optional<AwslogsOptions> of(Map<String, String> options) {
        return Optional.ofNullable(options.get("awslogs-group"))
                .filter(group -> !group.isBlank())
                .map(group -> new AwslogsOptions(
                        group,
                        Optional.ofNullable(options.get("awslogs-region")).filter(region -> !region.isBlank()),
                        Optional.ofNullable(options.get("awslogs-stream-prefix"))
                                .filter(prefix -> !prefix.isBlank()),
                        Boolean.parseBoolean(options.getOrDefault("awslogs-create-group", "false"))));
    }

    /** {@code prefix/container/task}, or the container's id in the engine where there is no prefix. */
    public String streamName(String container, String task, String engineId) {
        return streamPrefix.map(prefix -> prefix + "/" + container + "/" + task).orElse(engineId);
    }
}
