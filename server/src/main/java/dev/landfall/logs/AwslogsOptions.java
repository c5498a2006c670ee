package dev.landfall.logs;

import java.util.Map;
import java.util.Optional;

/**
 * What a container's awslogs log configuration asks for.
 *
 * @param region of the group; empty for the task's own
 * @param createGroup whether to make the group where there is none
 * @param eventStart a regular expression for the lines that begin an event; empty where every line is one
 * @param format what the log service is told that the lines are
 */
public record AwslogsOptions(
        String group,
        Optional<String> region,
        Optional<String> streamPrefix,
        boolean createGroup,
        Optional<String> eventStart,
        Optional<String> format,
        Mode mode) {
    private static final String DATETIME_FORMAT = "awslogs-datetime-format";
    private static final String MULTILINE_PATTERN = "awslogs-multiline-pattern";
    private static final String FORMAT = "awslogs-format";

    /** CloudWatch's embedded metric format: a line of JSON is an event. */
    private static final String EMBEDDED_METRICS = "json/emf";

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
                        given(options, DATETIME_FORMAT)
                                .map(DatetimeFormat::regex)
                                .or(() -> given(options, MULTILINE_PATTERN)),
                        given(options, FORMAT),
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
        if (format.isPresent()) {
            return formatProblem(format.get());
        }
        return eventStart
                .filter(regex -> EventStart.of(regex).isEmpty())
                .map(regex -> "awslogs could not parse multiline pattern key \"" + regex + "\"");
    }

    private Optional<String> formatProblem(String asked) {
        if (!asked.equals(EMBEDDED_METRICS)) {
            return Optional.of("unsupported log format '" + asked + "'");
        }
        return eventStart.map(regex -> "you cannot configure log opt '" + DATETIME_FORMAT + "' or '" + MULTILINE_PATTERN
                + "' when log opt '" + FORMAT + "' is set to '" + EMBEDDED_METRICS + "'");
    }
}
