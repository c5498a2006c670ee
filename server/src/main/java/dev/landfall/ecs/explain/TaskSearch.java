package dev.landfall.ecs.explain;

import dev.landfall.contract.Fault;
import dev.landfall.contract.landfall.LandfallErrors;
import dev.landfall.ecs.Names;
import dev.landfall.ecs.cluster.Cluster;
import dev.landfall.ecs.task.Task;
import dev.landfall.ecs.task.TaskKinds;
import dev.landfall.store.Reader;
import dev.landfall.store.Scan;
import dev.landfall.wire.Realm;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the task that a person means: by its ARN, its id, or the beginning of its id that no other has. */
record TaskSearch(Reader reader, Realm realm) {
    private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{1,32}");
    private static final int TOLD = 5;

    /** @param cluster empty looks in all */
    Task find(Optional<String> cluster, String reference) {
        var given = reference.strip();
        if (given.startsWith("arn:")) {
            return byArn(cluster, given);
        }
        var digits = given.toLowerCase(Locale.ROOT);
        if (!DIGITS.matcher(digits).matches()) {
            throw wrong("'" + Names.shortened(given) + "' is neither a task's ARN nor the beginning of its id.");
        }
        var clusters = cluster.map(name -> List.of(Names.cluster(realm, name))).orElseGet(this::clusters);
        return only(clusters, digits);
    }

    private Task byArn(Optional<String> cluster, String arn) {
        var path = Names.resource(realm, arn, "task")
                .map(found -> found.split("/", 2))
                .filter(found -> found.length == 2)
                .orElseThrow(() -> wrong("'" + Names.shortened(arn) + "' is no task of account " + realm.account()
                        + " in " + realm.region() + "."));
        if (cluster.filter(name -> !Names.cluster(realm, name).equals(path[0])).isPresent()) {
            throw wrong("The task is in cluster " + path[0] + ".");
        }
        return only(List.of(path[0]), path[1]);
    }

    private Task only(List<String> clusters, String digits) {
        var found = new ArrayList<Task>();
        for (var cluster : clusters) {
            var scan = Scan.under(realm.account(), realm.region(), cluster)
                    .startingWith(digits)
                    .limit(TOLD + 1);
            reader.list(TaskKinds.TASK, scan).forEach(document -> found.add(document.value()));
        }
        if (found.isEmpty()) {
            throw wrong("No task begins with " + digits + " in "
                    + (clusters.size() == 1 ? "cluster " + clusters.getFirst() : "any cluster")
                    + ". A task is told of for an hour after it stopped.");
        }
        if (found.size() > 1) {
            throw wrong("Several tasks begin with " + digits + ": "
                    + String.join(
                            ", ",
                            found.stream()
                                    .limit(TOLD)
                                    .map(task -> task.cluster() + "/" + task.id())
                                    .toList())
                    + (found.size() > TOLD ? " and more." : "."));
        }
        return found.getFirst();
    }

    private List<String> clusters() {
        return reader.list(Cluster.KIND, Cluster.ACTIVE, Scan.under(realm.account(), realm.region())).stream()
                .map(document -> document.value().name())
                .toList();
    }

    private static Fault wrong(String message) {
        return Fault.of(LandfallErrors.CLIENT_EXCEPTION, message);
    }
}
