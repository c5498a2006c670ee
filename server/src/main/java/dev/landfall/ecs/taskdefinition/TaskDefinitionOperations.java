package dev.landfall.ecs.taskdefinition;

import dev.landfall.contract.ecs.*;
import dev.landfall.ecs.EcsFaults;
import dev.landfall.ecs.RolePassing;
import dev.landfall.ecs.Tags;
import dev.landfall.ecs.TaskRoleNames;
import dev.landfall.store.Store;
import dev.landfall.wire.Call;
import java.util.ArrayList;
import java.util.Optional;
import java.util.stream.Stream;

/** The operations on task definitions and their families. */
public final class TaskDefinitionOperations {
    private static final int MAX_DELETED = 10;
    private static final int MAX_REVISIONS = 1_000_000;

    private final Store store;
    private final RolePassing passing;

    public TaskDefinitionOperations(Store store, RolePassing passing) {
        this.store = store;
        this.passing = passing;
    }

    public RegisterTaskDefinitionResponse registerTaskDefinition(RegisterTaskDefinitionRequest in, Call call) {
        DefinitionRules.check(in);
        var tags = Tags.checked(in.tagsOrEmpty());
        var realm = call.realm();
        passing.require(
                call,
                Stream.of(in.taskRoleArn(), in.executionRoleArn())
                        .flatMap(role -> TaskRoleNames.arn(realm, role).stream())
                        .distinct()
                        .toList());
        var spec = in.toBuilder().tags(null).build();
        var registered = store.transact(tx -> {
            var name = in.familyOr("");
            var family = tx.get(Family.KIND, Family.key(realm, name))
                    .orElseGet(() -> Family.empty(realm, name))
                    .registered();
            if (family.lastRevision() > MAX_REVISIONS) {
                throw EcsFaults.client("The family has reached its limit of " + MAX_REVISIONS + " revisions.");
            }
            var definition = new TaskDefinition(
                    realm,
                    name,
                    family.lastRevision(),
                    spec,
                    TaskDefinition.Status.ACTIVE,
                    call.now(),
                    call.principal().arn(),
                    Optional.empty(),
                    Optional.empty(),
                    tags);
            tx.put(Family.KIND, Family.key(realm, name), family);
            tx.put(TaskDefinition.KIND, definition.key(), definition);
            return definition;
        });
        return RegisterTaskDefinitionResponse.builder()
                .taskDefinition(TaskDefinitionProjection.of(registered))
                .tags(tags)
                .build();
    }

    public DescribeTaskDefinitionResponse describeTaskDefinition(DescribeTaskDefinitionRequest in, Call call) {
        var definition = store.read(reader -> TaskDefinitions.find(reader, call.realm(), in.taskDefinition()))
                .orElseThrow(EcsFaults::unableToDescribeTaskDefinition);
        var withTags = in.includeOrEmpty().contains(TaskDefinitionField.TAGS);
        return DescribeTaskDefinitionResponse.builder()
                .taskDefinition(TaskDefinitionProjection.of(definition))
                .tags(withTags ? definition.tags() : null)
                .build();
    }

    /** Nothing new can be run from it; what runs goes on. */
    public DeregisterTaskDefinitionResponse deregisterTaskDefinition(DeregisterTaskDefinitionRequest in, Call call) {
        var gone = store.transact(tx -> {
            var definition = TaskDefinitions.exact(tx, call.realm(), in.taskDefinition());
            if (definition.status() != TaskDefinition.Status.ACTIVE) {
                return definition;
            }
            var deregistered = definition.deregistered(call.now());
            var familyKey = Family.key(call.realm(), definition.family());
            tx.put(TaskDefinition.KIND, deregistered.key(), deregistered);
            tx.get(Family.KIND, familyKey).ifPresent(family -> tx.put(Family.KIND, familyKey, family.deregistered()));
            return deregistered;
        });
        return DeregisterTaskDefinitionResponse.builder()
                .taskDefinition(TaskDefinitionProjection.of(gone))
                .build();
    }

    public DeleteTaskDefinitionsResponse deleteTaskDefinitions(DeleteTaskDefinitionsRequest in, Call call) {
        var asked = in.taskDefinitionsOrEmpty();
        if (asked.isEmpty() || asked.size() > MAX_DELETED) {
            throw EcsFaults.invalidParameter("Specify between 1 and 10 task definitions to delete.");
        }
        var deleted = new ArrayList<dev.landfall.contract.ecs.TaskDefinition>();
        var failures = new ArrayList<Failure>();
        store.transact(tx -> {
            for (var one : asked) {
                var definition = TaskDefinitions.exact(tx, call.realm(), one);
                if (definition.status() == TaskDefinition.Status.ACTIVE) {
                    failures.add(Failure.builder()
                            .arn(definition.arn())
                            .reason(
                                    "The specified task definition is still in ACTIVE status. Please deregister the target and try again.")
                            .build());
                    continue;
                }
                var deleting = definition.status() == TaskDefinition.Status.INACTIVE
                        ? definition.deleting(call.now())
                        : definition;
                tx.put(TaskDefinition.KIND, deleting.key(), deleting);
                deleted.add(TaskDefinitionProjection.of(deleting));
            }
            return true;
        });
        return DeleteTaskDefinitionsResponse.builder()
                .taskDefinitions(deleted)
                .failures(failures)
                .build();
    }
}
