package dev.landfall.cli;

import dev.landfall.contract.ecs.ContainerInstance;
import dev.landfall.contract.ecs.DescribeContainerInstancesRequest;
import dev.landfall.contract.ecs.DescribeContainerInstancesResponse;
import dev.landfall.contract.ecs.EcsService;
import dev.landfall.contract.ecs.ListClustersRequest;
import dev.landfall.contract.ecs.ListClustersResponse;
import dev.landfall.contract.ecs.ListContainerInstancesRequest;
import dev.landfall.contract.ecs.ListContainerInstancesResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The container instances of the operator's account and region, by the same API that everyone uses. */
final class ClusterMachines {
    private final Api api;

    ClusterMachines(Api api) {
        this.api = api;
    }

    List<ContainerInstance> all() throws IOException {
        var all = new ArrayList<ContainerInstance>();
        for (var cluster : clusters()) {
            all.addAll(of(cluster));
        }
        return all;
    }

    private List<ContainerInstance> of(String cluster) throws IOException {
        var request = ListContainerInstancesRequest.builder().cluster(cluster).build();
        var arns = api.call(EcsService.MODEL, "ListContainerInstances", request, ListContainerInstancesResponse.SCHEMA)
                .containerInstanceArnsOrEmpty();
        if (arns.isEmpty()) {
            return List.of();
        }
        var described = DescribeContainerInstancesRequest.builder()
                .cluster(cluster)
                .containerInstances(arns)
                .build();
        return api.call(
                        EcsService.MODEL,
                        "DescribeContainerInstances",
                        described,
                        DescribeContainerInstancesResponse.SCHEMA)
                .containerInstancesOrEmpty();
    }

    private List<String> clusters() throws IOException {
        var all = new ArrayList<String>();
        @Nullable String token = null;
        do {
            var request = ListClustersRequest.builder().nextToken(token).build();
            var page = api.call(EcsService.MODEL, "ListClusters", request, ListClustersResponse.SCHEMA);
            all.addAll(page.clusterArnsOrEmpty());
            token = page.nextToken();
        } while (token != null);
        return all;
    }

    /** The cluster's name in an instance's ARN. */
    static String cluster(ContainerInstance instance) {
        var path = instance.containerInstanceArnOr("//").split("/", -1);
        return path[path.length - 2];
    }
}
