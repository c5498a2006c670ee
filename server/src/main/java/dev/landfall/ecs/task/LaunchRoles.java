package dev.landfall.ecs.task;

import dev.landfall.contract.ecs.RegisterTaskDefinitionRequest;
import dev.landfall.contract.ecs.RunTaskRequest;
import dev.landfall.contract.ecs.TaskOverride;
import dev.landfall.ecs.EcsFaults;
import dev.landfall.ecs.RolePassing;
import dev.landfall.ecs.TaskRoleNames;
import dev.landfall.ecs.taskdefinition.TaskDefinition;
import dev.landfall.ecs.taskdefinition.TaskDefinitions;
import dev.landfall.store.Store;
import dev.landfall.wire.Call;
import dev.landfall.wire.Realm;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The roles that a run gives its tasks, and whether its caller may. */
record LaunchRoles(Store store, RolePassing passing) {
    /** The run's own, else the definition's. */
    static Optional<String> task(Realm realm, RegisterTaskDefinitionRequest spec, TaskOverride overrides) {
        return TaskRoleNames.arn(realm, overrides.taskRoleArnOr(spec.taskRoleArnOr("")));
    }

    /** The run's own, else the definition's. */
    static Optional<String> execution(Realm realm, RegisterTaskDefinitionRequest spec, TaskOverride overrides) {
        return TaskRoleNames.arn(realm, overrides.executionRoleArnOr(spec.executionRoleArnOr("")));
    }

    /**
     * The same request with the revision in it whose roles the caller may pass: another that is registered meanwhile may
     * have others.
     *
     * @throws dev.landfall.wire.auth.Denied when the caller may not
     */
    RunTaskRequest checked(RunTaskRequest in, Call call) {
        if (!passing.decides()) {
            return in;
        }
        var definition = store.read(reader -> TaskDefinitions.find(reader, call.realm(), in.taskDefinition()))
                .orElseThrow(EcsFaults::taskDefinitionNotFound);
        return checked(in, call, definition);
    }

    private RunTaskRequest checked(RunTaskRequest in, Call call, TaskDefinition definition) {
        var overrides = in.overrides() == null ? TaskOverride.builder().build() : in.overrides();
        passing.require(call, roles(call.realm(), definition.spec(), overrides));
        return in.toBuilder().taskDefinition(definition.arn()).build();
    }

    private static List<String> roles(Realm realm, RegisterTaskDefinitionRequest spec, TaskOverride overrides) {
        return Stream.of(task(realm, spec, overrides), execution(realm, spec, overrides))
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }
}
