package dev.landfall.ecs.task;

import dev.landfall.contract.ecs.LaunchType;
import dev.landfall.store.Key;
import dev.landfall.store.Reader;
import dev.landfall.wire.Realm;
import java.util.List;

/** How many tasks a cluster has, counted in the store's index. */
public final class ClusterTasks {
    /** In AWS's count a task is pending until it runs. */
    private static final List<String> PENDING = List.of("PROVISIONING", "PENDING", "ACTIVATING");

    private static final List<String> ENDING = List.of("DEACTIVATING", "STOPPING", "DEPROVISIONING");

    private ClusterTasks() {}

    public record Counts(int runningFargate, int pendingFargate, int runningEc2, int pendingEc2) {
        public int running() {
            return runningFargate + runningEc2;
        }

        public int pending() {
            return pendingFargate + pendingEc2;
        }
    }

    public static Counts count(Reader reader, Realm realm, String cluster) {
        return new Counts(
                sum(reader, realm, cluster, LaunchType.FARGATE, List.of("RUNNING")),
                sum(reader, realm, cluster, LaunchType.FARGATE, PENDING),
                sum(reader, realm, cluster, LaunchType.EC2, List.of("RUNNING")),
                sum(reader, realm, cluster, LaunchType.EC2, PENDING));
    }

    /** Those that are not over: while there are any, their cluster stays. */
    public static int alive(Reader reader, Realm realm, String cluster) {
        var counts = count(reader, realm, cluster);
        return counts.running()
                + counts.pending()
                + sum(reader, realm, cluster, LaunchType.FARGATE, ENDING)
                + sum(reader, realm, cluster, LaunchType.EC2, ENDING);
    }

    private static int sum(Reader reader, Realm realm, String cluster, LaunchType type, List<String> statuses) {
        var sum = 0L;
        for (var status : statuses) {
            var prefix = Key.of(realm.account(), realm.region(), cluster, type.value(), status);
            sum += reader.count(TaskKinds.TASK, TaskKinds.BY_STATUS, prefix);
        }
        return Math.toIntExact(sum);
    }
}
