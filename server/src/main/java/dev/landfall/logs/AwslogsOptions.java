package dev.landfall.logs;

import java.util.Map;
import java.util.Optional;

/**
 * What a container's awslogs log configuration asks for.
 *
 * @param region of the group; empty for the task's own
 * @param createGroup whether to make the group where there is none
 * @param eventStart a regular expression for the lines that begin an event; empty where every line is one
 */
public record AwslogsOptions(
        String group,
        Optional<String> region,
        Optional<String> streamPrefix,
        boolean createGroup,
        Optional<String> eventStart,
        Mode mode) {
    /** What becomes of lines while they cannot be stored. */
    public sealed interface Mode {
        /** They wait in the engine's log. */
        record Blocking() implements Mode {}

        /** So many are held; more are lost. */
        record NonBlocking(long bufferBytes) implements Mode {}
    }

    /** Reads the {@code options} of a log configuration whose driver is awslogs; empty when they name no group. */
    public static Optional<AwslogsOptions> of(Map<String, String> options) {
        return given(options, "awslogs-group")
                .map(group -> new AwslogsOptions(
                        group,
                        given(options, "awslogs-region"),
                        given(options, "awslogs-stream-prefix"),
                        Boolean.parseBoolean(options.getOrDefault("awslogs-create-group", "false")),
                        // of the two, AWS heeds the format
                        given(options, "awslogs-datetime-format")
                                .map(DatetimeFormat::regex)
                                .or(() -> given(options, "awslogs-multiline-pattern")),
                        mode(options)));
    }

    private static Mode mode(Map<String, String> options) {
        return options.getOrDefault("mode", "non-blocking").equals("blocking")
                ? new Mode.Blocking()
                : new Mode.NonBlocking(ByteSize.parse(options.getOrDefault("max-buffer-size", ""))
                        .orElse(ByteSize.DEFAULT_BUFFER));
    }

    private static Optional<String> given(Map<String, String> options, String name) {
        return Optional.ofNullable(options.get(name)).filter(value -> !value.isBlank());
    }

    /** What about the options cannot be used, in the driver's words. */
    public Optional<String> problem() {
        return eventStart
                .filter(regex -> EventStart.of(regex).isEmpty())
                .map(regex -> "awslogs could not parse multiline pattern key \"" + regex + "\"");
    }
}
