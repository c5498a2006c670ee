package dev.landfall.ecs.task;

import dev.landfall.contract.ecs.DesiredStatus;
import dev.landfall.contract.ecs.LaunchType;
import dev.landfall.contract.ecs.ListTasksRequest;
import dev.landfall.contract.ecs.ListTasksResponse;
import dev.landfall.ecs.EcsFaults;
import dev.landfall.ecs.Pages;
import dev.landfall.ecs.instance.InstanceReferences;
import dev.landfall.ecs.task.TaskKinds.Facet;
import dev.landfall.store.Document;
import dev.landfall.store.Key;
import dev.landfall.store.Reader;
import dev.landfall.store.Scan;
import dev.landfall.store.Store;
import dev.landfall.wire.Call;
import dev.landfall.wire.Realm;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** ListTasks: one filter is answered by the index, the others by looking. */
final class TaskListing {
    private final Store store;
    private final Pages pages;

    TaskListing(Store store, Pages pages) {
        this.store = store;
        this.pages = pages;
    }

    ListTasksResponse list(ListTasksRequest in, Call call) {
        return store.read(reader -> {
            var cluster =
                    TaskReferences.cluster(reader, call.realm(), in.cluster()).name();
            var prefix = Key.of(
                            call.realm().account(),
                            call.realm().region(),
                            cluster,
                            in.desiredStatusOr(DesiredStatus.RUNNING).value())
                    .with(facet(in, call.realm(), cluster));
            if (in.serviceName() != null) {
                throw EcsFaults.serviceNotFound(); // as long as there are none
            }
            var page = pages.page(call, in, in.nextToken(), in.maxResults());
            var found = read(reader, page.scan(prefix), matching(in));
            return ListTasksResponse.builder()
                    .taskArns(page.cut(found).stream().map(d -> d.value().arn()).toList())
                    .nextToken(page.next(found, d -> new Scan.Position(prefix, d.key())))
                    .build();
        });
    }

    /** The index entry that narrows most. */
    private static String[] facet(ListTasksRequest in, Realm realm, String cluster) {
        if (in.containerInstance() != null) {
            return new String[] {Facet.CONTAINER_INSTANCE.name(), instance(in.containerInstance(), realm, cluster)};
        }
        if (in.serviceName() != null) {
            return new String[] {Facet.SERVICE.name(), in.serviceName()};
        }
        if (in.startedBy() != null) {
            return new String[] {Facet.STARTED_BY.name(), in.startedBy()};
        }
        if (in.family() != null) {
            return new String[] {Facet.FAMILY.name(), in.family()};
        }
        if (in.launchType() != null) {
            return new String[] {Facet.LAUNCH_TYPE.name(), in.launchType().value()};
        }
        return new String[] {Facet.ALL.name()};
    }

    private static String instance(String idOrArn, Realm realm, String cluster) {
        return InstanceReferences.id(realm, cluster, idOrArn).orElse("");
    }

    private static Predicate<Task> matching(ListTasksRequest in) {
        return task -> (in.family() == null || in.family().equals(task.spec().family()))
                && (in.launchTypeOr(LaunchType.FARGATE) == task.spec().launchType() || in.launchType() == null)
                && (in.startedBy() == null
                        || in.startedBy().equals(task.spec().startedBy().orElse(null)));
    }

    /** Reads on until the page is full: a second filter may thin out what the index gives. */
    private static List<Document<Task>> read(Reader reader, Scan scan, Predicate<Task> matching) {
        var found = new ArrayList<Document<Task>>();
        var rest = scan;
        while (true) {
            var batch = reader.list(TaskKinds.TASK, TaskKinds.BY_FACET, rest);
            batch.stream()
                    .filter(d -> matching.test(d.value()))
                    .limit(scan.limit() - found.size())
                    .forEach(found::add);
            if (batch.size() < rest.limit() || found.size() >= scan.limit()) {
                return found;
            }
            rest = rest.after(new Scan.Position(scan.prefix(), batch.getLast().key()));
        }
    }
}
