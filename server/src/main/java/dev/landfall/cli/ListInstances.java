package dev.landfall.cli;

import dev.landfall.contract.ecs.ContainerInstance;
import dev.landfall.contract.ecs.Resource;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tells with which cluster this machine is registered, and what is left on it. */
@Command(name = "list")
final class ListInstances implements Callable<Integer> {
    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Override
    public Integer call() throws Exception {
        try (var api = Api.of(options.settings())) {
            var instances = new ClusterMachines(api).all();
            if (instances.isEmpty()) {
                System.out.println("This machine is registered with no cluster of this account and region;"
                        + " ./landfall instance register --cluster NAME does it.");
            }
            instances.forEach(ListInstances::print);
        }
        return 0;
    }

    private static void print(ContainerInstance instance) {
        System.out.println(instance.containerInstanceArn());
        System.out.println("  cluster  " + ClusterMachines.cluster(instance));
        System.out.println("  status   " + instance.statusOr("?")
                + (instance.agentConnectedOr(false) ? "" : ", but the container engine is away"));
        System.out.printf(
                "  tasks    %d running, %d pending%n",
                instance.runningTasksCountOr(0), instance.pendingTasksCountOr(0));
        for (var name : List.of("CPU", "MEMORY")) {
            System.out.printf(
                    "  %-7s  %,d of %,d %s left%n",
                    name.toLowerCase(java.util.Locale.ROOT),
                    number(instance.remainingResourcesOrEmpty(), name),
                    number(instance.registeredResourcesOrEmpty(), name),
                    name.equals("CPU") ? "units" : "MiB");
        }
    }

    private static int number(List<Resource> resources, String name) {
        return resources.stream()
                .filter(resource -> name.equals(resource.name()))
                .mapToInt(resource -> resource.integerValueOr(0))
                .findFirst()
                .orElse(0);
    }
}
