package dev.landfall.ecs.instance;

import dev.landfall.engine.Machine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What an instance tells of its machine and of what can be done there, by the names of the ECS agent's attributes. */
final class MachineAttributes {
    private static final String DOCKER = "com.amazonaws.ecs.capability.";
    private static final String ECS = "ecs.capability.";
    private static final int OLDEST_API_MINOR = 17;

    /** Drivers that ECS lets task definitions name. */
    private static final Set<String> LOG_DRIVERS =
            Set.of("json-file", "syslog", "journald", "gelf", "fluentd", "splunk");

    private static final List<String> DOCKER_CAPABILITIES = List.of(
            "privileged-container",
            "ecr-auth",
            "task-iam-role",
            "task-iam-role-network-host",
            "logging-driver.awslogs",
            "logging-driver.awsfirelens",
            "logging-driver.none");

    private static final List<String> ECS_CAPABILITIES = List.of(
            "container-health-check",
            "container-ordering",
            "env-files.s3",
            "firelens.fluentbit",
            "firelens.fluentd",
            "firelens.options.config.file",
            "firelens.options.config.s3",
            "execution-role-awslogs",
            "execution-role-ecr-pull",
            "full-sync",
            "pid-ipc-namespace-sharing",
            "private-registry-authentication.secretsmanager",
            "secrets.asm.bootstrap.log-driver",
            "secrets.asm.environment-variables",
            "secrets.ssm.bootstrap.log-driver",
            "secrets.ssm.environment-variables",
            "task-cpu-mem-limit",
            "task-eni");

    private MachineAttributes() {}

    /** @param zone the availability zone that the machine stands for */
    static Map<String, String> of(Machine machine, String zone) {
        var all = new LinkedHashMap<String, String>();
        all.put("ecs.availability-zone", zone);
        all.put("ecs.cpu-architecture", architecture(machine));
        all.put("ecs.os-type", machine.operatingSystem());
        all.put("ecs.instance-type", "landfall");
        for (var minor = OLDEST_API_MINOR; minor <= newestMinor(machine); minor++) {
            all.put(DOCKER + "docker-remote-api.1." + minor, "");
        }
        machine.logDrivers().stream()
                .filter(LOG_DRIVERS::contains)
                .forEach(driver -> all.put(DOCKER + "logging-driver." + driver, ""));
        machine.volumeDrivers().forEach(driver -> all.put(ECS + "docker-plugin." + driver, ""));
        DOCKER_CAPABILITIES.forEach(name -> all.put(DOCKER + name, ""));
        ECS_CAPABILITIES.forEach(name -> all.put(ECS + name, ""));
        return all;
    }

    static String architecture(Machine machine) {
        return switch (machine.architecture()) {
            case "aarch64", "arm64" -> "arm64";
            default -> machine.architecture();
        };
    }

    private static int newestMinor(Machine machine) {
        var minor = machine.apiVersion().replaceFirst("^1\\.", "");
        return minor.matches("[0-9]{1,2}") ? Integer.parseInt(minor) : OLDEST_API_MINOR;
    }
}
