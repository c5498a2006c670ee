package dev.landfall.ecs.taskdefinition;

import dev.landfall.contract.ecs.LogConfiguration;
import dev.landfall.contract.ecs.LogDriver;
import dev.landfall.ecs.EcsFaults;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What ECS wants of a log configuration. */
final class LogRules {
    private static final Set<String> AWSLOGS_OPTIONS = Set.of(
            "awslogs-region",
            "awslogs-group",
            "awslogs-stream-prefix",
            "awslogs-create-group",
            "awslogs-datetime-format",
            "awslogs-multiline-pattern",
            "awslogs-endpoint",
            "awslogs-credentials-endpoint",
            "awslogs-format",
            "mode",
            "max-buffer-size");
    private static final Pattern BUFFER_SIZE = Pattern.compile("(?i)\\d{1,12} ?[kmgt]?(i?b)?");

    private LogRules() {}

    static void check(LogConfiguration log) {
        var driver = log.logDriver();
        if (driver == null) {
            throw EcsFaults.client("Log driver should not be null or empty.");
        }
        switch (driver) {
            case AWSLOGS -> awslogs(log);
            case SPLUNK -> require(log, List.of("splunk-token", "splunk-url"));
            case JSON_FILE, SYSLOG, JOURNALD, GELF, FLUENTD, AWSFIRELENS, NONE -> {}
        }
        var mode = log.optionsOrEmpty().getOrDefault("mode", "non-blocking");
        if (!Set.of("blocking", "non-blocking").contains(mode)) {
            throw wrong(driver, "mode", "should only be set to 'blocking' or 'non-blocking'.");
        }
        var size = log.optionsOrEmpty().getOrDefault("max-buffer-size", "10m");
        if (!BUFFER_SIZE.matcher(size).matches()) {
            throw wrong(driver, "max-buffer-size", "should be a number with a unit, such as 10m.");
        }
    }

    private static void awslogs(LogConfiguration log) {
        require(log, List.of("awslogs-region", "awslogs-group"));
        var unknown = new TreeSet<>(log.optionsOrEmpty().keySet());
        unknown.removeAll(AWSLOGS_OPTIONS);
        if (!unknown.isEmpty()) {
            throw EcsFaults.client("Log driver awslogs disallows options: " + String.join(", ", unknown));
        }
        var create = log.optionsOrEmpty().get("awslogs-create-group");
        if (create != null && !create.equals("true")) {
            throw wrong(LogDriver.AWSLOGS, "awslogs-create-group", "should only be set to 'true', else omit option.");
        }
    }

    /** One that comes as a secret is given too. */
    private static void require(LogConfiguration log, List<String> names) {
        var given = new HashSet<String>();
        log.optionsOrEmpty().forEach((name, value) -> {
            if (!value.isEmpty()) {
                given.add(name);
            }
        });
        log.secretOptionsOrEmpty().forEach(secret -> given.add(secret.nameOr("")));
        if (!given.containsAll(names)) {
            throw EcsFaults.client("Log driver " + driver(log) + " requires options: " + String.join(", ", names));
        }
    }

    private static String driver(LogConfiguration log) {
        return log.logDriver() == null ? "" : log.logDriver().value();
    }

    private static RuntimeException wrong(LogDriver driver, String option, String how) {
        return EcsFaults.client("Log driver " + driver.value() + " option '" + option + "' " + how);
    }
}
