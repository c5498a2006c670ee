package dev.landfall.wire;

import dev.landfall.contract.Fault;
import dev.landfall.contract.ecs.Cluster;
import dev.landfall.contract.ecs.CreateClusterRequest;
import dev.landfall.contract.ecs.CreateClusterResponse;
import dev.landfall.contract.ecs.DescribeClustersRequest;
import dev.landfall.contract.ecs.DescribeClustersResponse;
import dev.landfall.contract.ecs.EcsErrors;
import dev.landfall.contract.ecs.ListClustersRequest;
import dev.landfall.contract.ecs.ListClustersResponse;
import java.util.List;

/** A few operations that need nothing behind them: what the way of a request is tried with. */
public final class TinyEcs {
    public CreateClusterResponse createCluster(CreateClusterRequest in, Call call) {
        var name = in.clusterNameOr("default");
        if (name.equals("boom")) {
            throw new IllegalStateException("a secret of the server's");
        }
        return CreateClusterResponse.builder()
                .cluster(Cluster.builder()
                        .clusterName(name)
                        .clusterArn(call.realm().arn("ecs", "cluster/" + name))
                        .status("ACTIVE")
                        .tags(in.tagsOrEmpty())
                        .build())
                .build();
    }

    public DescribeClustersResponse describeClusters(DescribeClustersRequest in, Call call) {
        if (in.clustersOrEmpty().contains("gone")) {
            throw Fault.of(EcsErrors.CLUSTER_NOT_FOUND_EXCEPTION, "Cluster not found.");
        }
        return DescribeClustersResponse.builder()
                .clusters(in.clustersOrEmpty().stream()
                        .map(name -> Cluster.builder()
                                .clusterName(name)
                                .clusterArn(call.realm().arn("ecs", "cluster/" + name))
                                .build())
                        .toList())
                .build();
    }

    public ListClustersResponse listClusters(ListClustersRequest in, Call call) {
        return ListClustersResponse.builder()
                .clusterArns(List.of(call.principal().arn()))
                .build();
    }
}
