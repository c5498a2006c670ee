package dev.landfall.ecs;

import dev.landfall.contract.Structure;
import dev.landfall.contract.ecs.Attribute;
import dev.landfall.contract.ecs.DeleteAttributesRequest;
import dev.landfall.contract.ecs.PutAttributesRequest;
import dev.landfall.ecs.taskdefinition.TaskDefinition;
import dev.landfall.ecs.taskdefinition.TaskDefinitions;
import dev.landfall.store.Store;
import dev.landfall.wire.Call;
import dev.landfall.wire.Members;
import dev.landfall.wire.Realm;
import dev.landfall.wire.ResourceNames;
import java.util.List;

/** Which resources ECS's calls touch, by AWS's service authorization reference; it has none for those not told here. */
public final class EcsResources implements ResourceNames {
    private final Store store;

    public EcsResources(Store store) {
        this.store = store;
    }

    @Override
    public List<String> resourcesOf(String operation, Structure in, Call call) {
        var realm = call.realm();
        return switch (operation) {
            case "TagResource", "UntagResource", "ListTagsForResource" ->
                Members.text(in, "resourceArn").map(List::of).orElse(ANYTHING);
            case "CreateCluster" ->
                List.of(cluster(realm, Members.text(in, "clusterName").orElse("")));
            case "DeleteCluster",
                    "UpdateCluster",
                    "UpdateClusterSettings",
                    "PutClusterCapacityProviders",
                    "ListContainerInstances",
                    "DeregisterContainerInstance",
                    "ListAttributes" ->
                List.of(cluster(realm, Members.text(in, "cluster").orElse("")));
            case "DescribeClusters" ->
                orElse(Members.texts(in, "clusters"), "").stream()
                        .map(name -> cluster(realm, name))
                        .toList();
            case "DescribeCapacityProviders" ->
                orElse(Members.texts(in, "capacityProviders"), "*").stream()
                        .map(name -> arn(realm, "capacity-provider", name))
                        .toList();
            case "RegisterTaskDefinition" ->
                List.of(arn(realm, "task-definition", Members.text(in, "family").orElse("") + ":*"));
            case "DeleteTaskDefinitions" ->
                orElse(Members.texts(in, "taskDefinitions"), "*").stream()
                        .map(reference -> taskDefinition(realm, reference))
                        .toList();
            case "RunTask", "StartTask" ->
                List.of(taskDefinition(realm, Members.text(in, "taskDefinition").orElse("")));
            case "StopTask", "ExecuteCommand" ->
                tasks(realm, in, List.of(Members.text(in, "task").orElse("")));
            case "DescribeTasks", "GetTaskProtection", "UpdateTaskProtection" ->
                tasks(realm, in, Members.texts(in, "tasks"));
            case "DescribeContainerInstances", "UpdateContainerInstancesState" ->
                inCluster(realm, in, "container-instance", Members.texts(in, "containerInstances"));
            case "UpdateContainerAgent" ->
                inCluster(
                        realm,
                        in,
                        "container-instance",
                        Members.text(in, "containerInstance").map(List::of).orElse(List.of()));
            case "PutAttributes", "DeleteAttributes" -> inCluster(realm, in, "container-instance", targets(in));
            case "CreateService" ->
                services(realm, in, List.of(Members.text(in, "serviceName").orElse("")));
            case "UpdateService", "DeleteService" ->
                services(realm, in, List.of(Members.text(in, "service").orElse("")));
            case "DescribeServices" -> services(realm, in, Members.texts(in, "services"));
            default -> ANYTHING;
        };
    }

    private static List<String> targets(Structure in) {
        var attributes = switch (in) {
            case PutAttributesRequest put -> put.attributesOrEmpty();
            case DeleteAttributesRequest delete -> delete.attributesOrEmpty();
            default -> List.<Attribute>of();
        };
        return attributes.stream().map(a -> a.targetIdOr("*")).distinct().toList();
    }

    private static String cluster(Realm realm, String nameOrArn) {
        return arn(realm, "cluster", Names.cluster(realm, nameOrArn));
    }

    /** The revision that would be taken: the latest, where only the family is told. */
    private String taskDefinition(Realm realm, String reference) {
        return store.read(reader -> TaskDefinitions.find(reader, realm, reference))
                .map(TaskDefinition::arn)
                .orElseGet(() -> arn(realm, "task-definition", reference));
    }

    private static List<String> tasks(Realm realm, Structure in, List<String> idsOrArns) {
        return inCluster(realm, in, "task", idsOrArns);
    }

    private static List<String> services(Realm realm, Structure in, List<String> namesOrArns) {
        return inCluster(realm, in, "service", namesOrArns);
    }

    /** With the cluster, which old ARNs do not have. */
    private static List<String> inCluster(Realm realm, Structure in, String type, List<String> namesOrArns) {
        var cluster = Names.cluster(realm, Members.text(in, "cluster").orElse(""));
        return orElse(namesOrArns, "*").stream()
                .map(given -> Names.resource(realm, given, type).orElse(given))
                .map(path -> path.indexOf('/') < 0 ? cluster + "/" + path : path)
                .map(path -> arn(realm, type, path))
                .toList();
    }

    private static String arn(Realm realm, String type, String name) {
        return name.startsWith("arn:") ? name : realm.arn("ecs", type + "/" + name);
    }

    private static List<String> orElse(List<String> given, String otherwise) {
        return given.isEmpty() ? List.of(otherwise) : given;
    }
}
