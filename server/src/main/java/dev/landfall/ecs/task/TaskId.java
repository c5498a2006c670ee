package dev.landfall.ecs.task;

import dev.landfall.engine.PodId;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** The 32 hexadecimal digits that end a task's ARN. */
public record TaskId(String value) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");
    private static final int LENGTH_BYTES = 16;

    public TaskId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("Not a task id: " + value);
        }
    }

    public static TaskId random(RandomGenerator random) {
        var bytes = new byte[LENGTH_BYTES];
        random.nextBytes(bytes);
        return new TaskId(HexFormat.of().formatHex(bytes));
    }

    /** The engine knows a task's pod by the same digits. */
    public PodId pod() {
        return new PodId(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
