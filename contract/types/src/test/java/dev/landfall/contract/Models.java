package dev.landfall.contract;

import dev.landfall.contract.autoscaling.AutoscalingService;
import dev.landfall.contract.cloudwatch.CloudwatchService;
import dev.landfall.contract.ec2.Ec2Service;
import dev.landfall.contract.ecr.EcrService;
import dev.landfall.contract.ecs.EcsService;
import dev.landfall.contract.elbv2.Elbv2Service;
import dev.landfall.contract.events.EventsService;
import dev.landfall.contract.iam.IamService;
import dev.landfall.contract.landfall.LandfallService;
import dev.landfall.contract.logs.LogsService;
import dev.landfall.contract.secretsmanager.SecretsmanagerService;
import dev.landfall.contract.servicediscovery.ServicediscoveryService;
import dev.landfall.contract.ssm.SsmService;
import dev.landfall.contract.sts.StsService;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Every service and every shape there is, for tests that leave none out. */
public final class Models {
    public static final List<ServiceModel> AWS = List.of(
            EcsService.MODEL,
            EcrService.MODEL,
            LogsService.MODEL,
            IamService.MODEL,
            StsService.MODEL,
            Elbv2Service.MODEL,
            AutoscalingService.MODEL,
            ServicediscoveryService.MODEL,
            CloudwatchService.MODEL,
            EventsService.MODEL,
            SsmService.MODEL,
            SecretsmanagerService.MODEL,
            Ec2Service.MODEL);

    /** AWS's, and Landfall's own. */
    public static final List<ServiceModel> ALL =
            Stream.concat(AWS.stream(), Stream.of(LandfallService.MODEL)).toList();

    private Models() {}

    public static List<ServiceModel> speaking(String protocol) {
        return ALL.stream()
                .filter(service -> service.metadata().protocols().contains(protocol))
                .toList();
    }

    public static Stream<Operation<?, ?>> operations(ServiceModel service) {
        return service.operationNames().stream()
                .map(name -> service.operation(name).orElseThrow());
    }

    /** The structures of a service, each once. */
    public static Collection<StructureSchema<?>> structures(ServiceModel service) {
        var found = new LinkedHashMap<String, StructureSchema<?>>();
        operations(service).forEach(operation -> {
            collect(operation.input(), found);
            collect(operation.output(), found);
            operation.errors().forEach(error -> collect(error.schema(), found));
        });
        return found.values();
    }

    private static void collect(Schema schema, Map<String, StructureSchema<?>> found) {
        switch (schema) {
            case StructureSchema<?> structure -> {
                if (found.put(structure.name(), structure) == null) {
                    structure.members().forEach(member -> collect(member.schema(), found));
                }
            }
            case ListSchema list -> collect(list.element(), found);
            case MapSchema map -> collect(map.value(), found);
            default -> {}
        }
    }
}
