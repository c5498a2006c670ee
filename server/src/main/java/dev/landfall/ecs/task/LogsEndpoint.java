package dev.landfall.ecs.task;

import java.util.regex.Pattern;

/**
 * What an {@code awslogs-endpoint} names. CloudWatch Logs' own names in a region, also the private ones of a VPC, mean what
 * {@code awslogs-region} means already: this server's log service.
 */
final class LogsEndpoint {
    private static final String BEFORE = "(https?://)?([a-z0-9-]{1,63}\\.){0,2}logs(-fips)?\\.";
    private static final String AFTER = "\\.((vpce\\.)?amazonaws\\.com(\\.cn)?|api\\.aws)(:443)?/?";

    private LogsEndpoint() {}

    /** Whether it is CloudWatch Logs in that region. */
    static boolean isCloudWatch(String endpoint, String region) {
        return Pattern.matches(BEFORE + Pattern.quote(region) + AFTER, endpoint);
    }
}
