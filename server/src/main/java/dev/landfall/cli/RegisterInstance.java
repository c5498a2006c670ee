package dev.landfall.cli;

import dev.landfall.contract.landfall.InstanceAttribute;
import dev.landfall.contract.landfall.LandfallService;
import dev.landfall.contract.landfall.RegisterInstanceRequest;
import dev.landfall.contract.landfall.RegisterInstanceResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Registers this machine with a cluster, as the ECS agent does on AWS. */
@Command(name = "register")
final class RegisterInstance implements Callable<Integer> {
    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Option(names = "--cluster", defaultValue = "default", paramLabel = "NAME")
    private String cluster = "default";

    @Option(names = "--attribute", paramLabel = "NAME=VALUE")
    private Map<String, String> attributes = new LinkedHashMap<>();

    @Override
    public Integer call() throws Exception {
        try (var api = Api.of(options.settings())) {
            var request = RegisterInstanceRequest.builder()
                    .cluster(cluster)
                    .attributes(attributes.entrySet().stream()
                            .map(entry -> InstanceAttribute.builder()
                                    .name(entry.getKey())
                                    .value(entry.getValue().isEmpty() ? null : entry.getValue())
                                    .build())
                            .toList())
                    .build();
            var made = api.call(LandfallService.MODEL, "RegisterInstance", request, RegisterInstanceResponse.SCHEMA);
            System.out.println(made.containerInstanceArnOr(""));
            System.out.printf(
                    "This machine runs tasks of launch type EC2 for cluster %s: %,d CPU units, %,d MiB.%n",
                    cluster, made.cpuOr(0), made.memoryOr(0));
        }
        return 0;
    }
}
