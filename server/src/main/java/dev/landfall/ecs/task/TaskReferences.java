package dev.landfall.ecs.task;

import dev.landfall.ecs.EcsFaults;
import dev.landfall.ecs.Names;
import dev.landfall.ecs.cluster.Cluster;
import dev.landfall.store.Key;
import dev.landfall.store.Reader;
import dev.landfall.wire.Realm;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the task that a caller means by its id or ARN. */
final class TaskReferences {
    private TaskReferences() {}

    /** The cluster by name, if it is there and active. */
    static Cluster cluster(Reader reader, Realm realm, @Nullable String nameOrArn) {
        return reader.get(Cluster.KIND, Cluster.key(realm, Names.cluster(realm, nameOrArn)))
                .filter(Cluster::active)
                .orElseThrow(EcsFaults::clusterNotFound);
    }

    static Optional<Task> find(Reader reader, Realm realm, String cluster, String idOrArn) {
        return id(realm, cluster, idOrArn)
                .flatMap(id -> reader.get(TaskKinds.TASK, Key.of(realm.account(), realm.region(), cluster, id)));
    }

    /** The id in a reference; a short ARN has no cluster in it. */
    private static Optional<String> id(Realm realm, String cluster, String idOrArn) {
        return Names.idIn(realm, cluster, idOrArn, "task", "taskId");
    }

    /** How a task that was not found is told among the failures. */
    static String arn(Realm realm, String cluster, String idOrArn) {
        return idOrArn.startsWith("arn:") ? idOrArn : realm.arn("ecs", "task/" + cluster + "/" + idOrArn);
    }
}
