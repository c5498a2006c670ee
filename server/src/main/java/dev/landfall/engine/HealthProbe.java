package dev.landfall.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * What one run of a container's health check came to.
 *
 * @param output what it wrote, its first {@value #MAX_BYTES} bytes
 */
public record HealthProbe(int exitCode, String output) {
    /** As much as the ECS agent keeps; engines keep some 4 KiB. */
    static final int MAX_BYTES = 1_024;

    public HealthProbe {
        output = cut(output);
    }

    /** Cut between characters. */
    private static String cut(String text) {
        var end = 0;
        var bytes = 0;
        while (end < text.length()) {
            var next = text.offsetByCodePoints(end, 1);
            bytes += text.substring(end, next).getBytes(UTF_8).length;
            if (bytes > MAX_BYTES) {
                return text.substring(0, end);
            }
            end = next;
        }
        return text;
    }
}
