package dev.landfall.cli;

import dev.landfall.contract.ecs.ContainerInstance;
import dev.landfall.contract.ecs.DeregisterContainerInstanceRequest;
import dev.landfall.contract.ecs.DeregisterContainerInstanceResponse;
import dev.landfall.contract.ecs.EcsService;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Takes this machine out of its cluster. */
@Command(name = "deregister")
final class DeregisterInstance implements Callable<Integer> {
    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Option(names = "--force")
    private boolean force;

    @Override
    public Integer call() throws Exception {
        try (var api = Api.of(options.settings())) {
            var instances = new ClusterMachines(api).all();
            if (instances.isEmpty()) {
                throw new Refusal("this machine is registered with no cluster of this account and region");
            }
            for (var instance : instances) {
                deregister(api, instance);
            }
        }
        return 0;
    }

    private void deregister(Api api, ContainerInstance instance) throws IOException {
        var cluster = ClusterMachines.cluster(instance);
        var request = DeregisterContainerInstanceRequest.builder()
                .cluster(cluster)
                .containerInstance(instance.containerInstanceArn())
                .force(force)
                .build();
        try {
            api.call(
                    EcsService.MODEL,
                    "DeregisterContainerInstance",
                    request,
                    DeregisterContainerInstanceResponse.SCHEMA);
        } catch (Refusal refused) {
            if (force) {
                throw refused;
            }
            throw new Refusal(refused.getMessage() + " Stop them first, or end them with --force.");
        }
        System.out.println("Deregistered from cluster " + cluster + ": " + instance.containerInstanceArn());
    }
}
