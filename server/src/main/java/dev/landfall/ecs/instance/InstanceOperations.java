package dev.landfall.ecs.instance;

import dev.landfall.contract.Fault;
import dev.landfall.contract.MatchBudget;
import dev.landfall.contract.ecs.*;
import dev.landfall.ecs.EcsFaults;
import dev.landfall.ecs.Names;
import dev.landfall.ecs.Pages;
import dev.landfall.ecs.cluster.Cluster;
import dev.landfall.ecs.placement.PlacementRules;
import dev.landfall.ecs.placement.Query;
import dev.landfall.ecs.placement.QueryFault;
import dev.landfall.ecs.task.Stop;
import dev.landfall.ecs.task.TaskKinds;
import dev.landfall.engine.Engine;
import dev.landfall.store.Document;
import dev.landfall.store.Key;
import dev.landfall.store.Reader;
import dev.landfall.store.Scan;
import dev.landfall.store.Store;
import dev.landfall.store.Transaction;
import dev.landfall.wire.Call;
import dev.landfall.wire.Realm;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The operations on container instances. */
public final class InstanceOperations {
    private static final int MAX_DESCRIBED = 100;
    private static final int MAX_UPDATED = 10;

    /** How long an instance is told of as INACTIVE after it was deregistered. */
    private static final Duration REMEMBERED = Duration.ofHours(1);

    private static final String FORCED = "Container instance deregistration forced by user";

    private final Store store;
    private final Engine engine;
    private final Fleet fleet;
    private final Pages pages;

    public InstanceOperations(Store store, Engine engine, Fleet fleet, Pages pages) {
        this.store = store;
        this.engine = engine;
        this.fleet = fleet;
        this.pages = pages;
    }

    public DescribeContainerInstancesResponse describeContainerInstances(
            DescribeContainerInstancesRequest in, Call call) {
        var asked = in.containerInstancesOrEmpty();
        checkSize(asked, MAX_DESCRIBED);
        var fields = EnumSet.noneOf(ContainerInstanceField.class);
        fields.addAll(in.includeOrEmpty());
        return store.read(reader -> {
            var cluster = cluster(reader, call.realm(), in.cluster());
            var found = new ArrayList<dev.landfall.contract.ecs.ContainerInstance>();
            var failures = new ArrayList<Failure>();
            for (var one : asked) {
                InstanceReferences.find(reader, call.realm(), cluster, one)
                        .ifPresentOrElse(
                                instance -> found.add(shown(reader, instance, fields, call)),
                                () -> failures.add(missing(call.realm(), cluster, one)));
            }
            return DescribeContainerInstancesResponse.builder()
                    .containerInstances(found)
                    .failures(failures)
                    .build();
        });
    }

    /** Those of all statuses but INACTIVE, unless one is asked for. */
    public ListContainerInstancesResponse listContainerInstances(ListContainerInstancesRequest in, Call call) {
        var query = Optional.ofNullable(in.filter()).filter(f -> !f.isEmpty()).map(PlacementRules::query);
        var budget = Query.budget();
        var page = pages.page(call, in, in.nextToken(), in.maxResults());
        return store.read(reader -> {
            var cluster = cluster(reader, call.realm(), in.cluster());
            var scan = page.scan(Key.of(call.realm().account(), call.realm().region(), cluster));
            var listed = new ArrayList<Document<ContainerInstance>>();
            reader.list(ContainerInstance.KIND, scan.limit(Scan.UNLIMITED)).stream()
                    .filter(d -> hasStatus(d.value(), in.status()) && finds(query, budget, reader, d.value()))
                    .limit(scan.limit())
                    .forEach(listed::add);
            return ListContainerInstancesResponse.builder()
                    .containerInstanceArns(
                            page.cut(listed).stream().map(d -> d.value().arn()).toList())
                    .nextToken(page.next(listed, d -> Scan.Position.of(d.key())))
                    .build();
        });
    }

    private static boolean hasStatus(ContainerInstance instance, @Nullable ContainerInstanceStatus asked) {
        return asked == null
                ? instance.isRegistered()
                : asked.value().equals(instance.status().name());
    }

    private boolean finds(Optional<Query> query, MatchBudget budget, Reader reader, ContainerInstance instance) {
        try {
            return query.isEmpty() || query.get().matches(fleet.candidate(reader, instance), budget);
        } catch (QueryFault fault) {
            throw EcsFaults.invalidParameter("Invalid query expression: " + fault.detail() + ".");
        }
    }

    /** DRAINING keeps new tasks away; AWS has tasks of services leave then, and all others stay. */
    public UpdateContainerInstancesStateResponse updateContainerInstancesState(
            UpdateContainerInstancesStateRequest in, Call call) {
        var asked = in.containerInstancesOrEmpty();
        checkSize(asked, MAX_UPDATED);
        var next = wanted(in.status());
        return store.transact(tx -> {
            var cluster = cluster(tx, call.realm(), in.cluster());
            var updated = new ArrayList<dev.landfall.contract.ecs.ContainerInstance>();
            var failures = new ArrayList<Failure>();
            for (var one : asked) {
                var found = InstanceReferences.find(tx, call.realm(), cluster, one);
                if (found.isEmpty()) {
                    failures.add(missing(call.realm(), cluster, one));
                } else if (!found.get().isRegistered()) {
                    failures.add(failure(found.get().arn(), "INACTIVE"));
                } else {
                    updated.add(shown(tx, at(tx, found.get(), next), Set.of(), call));
                }
            }
            return UpdateContainerInstancesStateResponse.builder()
                    .containerInstances(updated)
                    .failures(failures)
                    .build();
        });
    }

    private static ContainerInstance.Status wanted(@Nullable ContainerInstanceStatus status) {
        if (status == ContainerInstanceStatus.ACTIVE) {
            return ContainerInstance.Status.ACTIVE;
        }
        if (status == ContainerInstanceStatus.DRAINING) {
            return ContainerInstance.Status.DRAINING;
        }
        throw EcsFaults.invalidParameter("Container instance status should be one of [ACTIVE, DRAINING].");
    }

    private static ContainerInstance at(Transaction tx, ContainerInstance instance, ContainerInstance.Status next) {
        if (instance.status() == next) {
            return instance;
        }
        var changed = instance.at(next);
        tx.put(ContainerInstance.KIND, changed.key(), changed);
        return changed;
    }

    /**
     * Takes the machine out of its cluster. With force, the tasks that are left end: on AWS they would run on unseen, but
     * here nothing is left of a task that is over.
     */
    public DeregisterContainerInstanceResponse deregisterContainerInstance(
            DeregisterContainerInstanceRequest in, Call call) {
        return store.transact(tx -> {
            var cluster = cluster(tx, call.realm(), in.cluster());
            var instance = InstanceReferences.registered(tx, call.realm(), cluster, in.containerInstanceOr(""));
            var tasks = Occupancy.tasks(tx, instance);
            if (!tasks.isEmpty() && !in.forceOr(false)) {
                throw EcsFaults.invalidParameter("Found running tasks on the instance.");
            }
            for (var task : tasks) {
                tx.put(TaskKinds.TASK, task.key(), task.end(new Stop(TaskStopCode.USER_INITIATED, FORCED, call.now())));
            }
            forgetOld(tx, call.realm(), call.now());
            var gone = instance.deregistered(call.now());
            tx.put(ContainerInstance.KIND, gone.key(), gone);
            return DeregisterContainerInstanceResponse.builder()
                    .containerInstance(shown(tx, gone, Set.of(), call))
                    .build();
        });
    }

    private static void forgetOld(Transaction tx, Realm realm, Instant now) {
        tx.list(ContainerInstance.KIND, Scan.under(realm.account(), realm.region())).stream()
                .filter(d -> d.value()
                        .deregisteredAt()
                        .filter(at -> at.plus(REMEMBERED).isBefore(now))
                        .isPresent())
                .forEach(d -> tx.delete(ContainerInstance.KIND, d.key()));
    }

    /** The agent of an instance is the server itself, which is updated as a whole. */
    public UpdateContainerAgentResponse updateContainerAgent(UpdateContainerAgentRequest in, Call call) {
        store.read(reader -> InstanceReferences.registered(
                reader, call.realm(), cluster(reader, call.realm(), in.cluster()), in.containerInstanceOr("")));
        throw Fault.of(
                EcsErrors.NO_UPDATE_AVAILABLE_EXCEPTION,
                "There is no update available for your container agent: on this instance it is the Landfall server itself.");
    }

    private dev.landfall.contract.ecs.ContainerInstance shown(
            Reader reader, ContainerInstance instance, Set<ContainerInstanceField> fields, Call call) {
        return InstanceProjection.of(reader, instance, engine.contact(), fields, call.now());
    }

    static String cluster(Reader reader, Realm realm, @Nullable String nameOrArn) {
        return reader.get(Cluster.KIND, Cluster.key(realm, Names.cluster(realm, nameOrArn)))
                .filter(Cluster::active)
                .map(Cluster::name)
                .orElseThrow(EcsFaults::clusterNotFound);
    }

    private static void checkSize(List<String> asked, int most) {
        if (asked.isEmpty()) {
            throw EcsFaults.invalidParameter("Container instances cannot be empty.");
        }
        if (asked.size() > most) {
            throw EcsFaults.invalidParameter("Container instances cannot have more than " + most + " elements.");
        }
    }

    private static Failure missing(Realm realm, String cluster, String idOrArn) {
        return failure(InstanceReferences.arn(realm, cluster, idOrArn), "MISSING");
    }

    private static Failure failure(String arn, String reason) {
        return Failure.builder().arn(arn).reason(reason).build();
    }
}
