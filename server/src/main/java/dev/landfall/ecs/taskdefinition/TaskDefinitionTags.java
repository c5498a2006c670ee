package dev.landfall.ecs.taskdefinition;

import dev.landfall.ecs.Names;
import dev.landfall.ecs.account.Tagged;

/** Task definitions bear tags revision by revision. */
public final class TaskDefinitionTags {
    public static final Tagged<TaskDefinition> TAGGED = new Tagged<>(
            TaskDefinition.KIND,
            (realm, arn) -> Names.resource(realm, arn, "task-definition")
                    .flatMap(name -> TaskDefinitions.parse(realm, name))
                    .filter(reference -> reference.revision() > 0)
                    .map(reference -> TaskDefinition.key(realm, reference.family(), reference.revision())),
            definition -> definition.status() != TaskDefinition.Status.DELETE_IN_PROGRESS,
            TaskDefinition::tags,
            TaskDefinition::withTags);

    private TaskDefinitionTags() {}
}
