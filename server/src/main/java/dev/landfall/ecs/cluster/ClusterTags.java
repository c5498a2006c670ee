package dev.landfall.ecs.cluster;

import dev.landfall.ecs.Names;
import dev.landfall.ecs.account.Tagged;

/** Clusters bear tags while they are active. */
public final class ClusterTags {
    public static final Tagged<Cluster> TAGGED = new Tagged<>(
            Cluster.KIND,
            (realm, arn) -> Names.resource(realm, arn, "cluster").map(name -> Cluster.key(realm, name)),
            Cluster::active,
            Cluster::tags,
            Cluster::withTags);

    private ClusterTags() {}
}
