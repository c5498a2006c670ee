package dev.landfall.ecs.cluster;

import dev.landfall.contract.ecs.ClusterField;
import dev.landfall.contract.ecs.KeyValuePair;
import dev.landfall.ecs.instance.Fleet;
import dev.landfall.ecs.task.ClusterTasks;
import dev.landfall.store.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A cluster as AWS shows it, with the counts of the moment. */
final class ClusterProjection {
    private ClusterProjection() {}

    static dev.landfall.contract.ecs.Cluster of(Reader reader, Cluster cluster, Set<ClusterField> fields) {
        var tasks = ClusterTasks.count(reader, cluster.realm(), cluster.name());
        var shown = dev.landfall.contract.ecs.Cluster.builder()
                .clusterArn(cluster.arn())
                .clusterName(cluster.name())
                .status(cluster.active() ? "ACTIVE" : "INACTIVE")
                .registeredContainerInstancesCount(Fleet.size(reader, cluster.realm(), cluster.name()))
                .runningTasksCount(tasks.running())
                .pendingTasksCount(tasks.pending())
                .activeServicesCount(0)
                .statistics(fields.contains(ClusterField.STATISTICS) ? statistics(tasks) : List.of())
                .tags(fields.contains(ClusterField.TAGS) ? cluster.tags() : List.of())
                .settings(fields.contains(ClusterField.SETTINGS) ? cluster.settings() : List.of())
                .capacityProviders(cluster.capacityProviders())
                .defaultCapacityProviderStrategy(cluster.defaultStrategy());
        if (fields.contains(ClusterField.CONFIGURATIONS)) {
            cluster.configuration().ifPresent(shown::configuration);
        }
        return shown.build();
    }

    private static List<KeyValuePair> statistics(ClusterTasks.Counts tasks) {
        var all = new ArrayList<KeyValuePair>();
        all.add(pair("runningEC2TasksCount", tasks.runningEc2()));
        all.add(pair("runningFargateTasksCount", tasks.runningFargate()));
        all.add(pair("pendingEC2TasksCount", tasks.pendingEc2()));
        all.add(pair("pendingFargateTasksCount", tasks.pendingFargate()));
        for (var name : List.of(
                "runningExternalTasksCount",
                "pendingExternalTasksCount",
                "activeEC2ServiceCount",
                "activeFargateServiceCount",
                "drainingEC2ServiceCount",
                "drainingFargateServiceCount",
                "activeExternalServiceCount",
                "drainingExternalServiceCount")) {
            all.add(pair(name, 0));
        }
        return all;
    }

    private static KeyValuePair pair(String name, int value) {
        return KeyValuePair.builder().name(name).value(String.valueOf(value)).build();
    }
}
