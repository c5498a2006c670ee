package dev.landfall.ecs.placement;

import java.util.List;

/** What a query asks of an instance. */
sealed interface Subject {
    record AgentConnected() implements Subject {}

    record AgentVersion() implements Subject {}

    record Attribute(String name) implements Subject {}

    record Ec2InstanceId() implements Subject {}

    record RegisteredAt() implements Subject {}

    record RunningTasksCount() implements Subject {}

    /** The groups of all tasks there. */
    record TaskGroup() implements Subject {}

    /** None where it is missing; several where there are. */
    default List<String> valuesOf(Candidate candidate) {
        return switch (this) {
            case AgentConnected a -> List.of(String.valueOf(candidate.agentConnected()));
            case AgentVersion a -> List.of(candidate.agentVersion());
            case Attribute a ->
                candidate.attributes().containsKey(a.name())
                        ? List.of(candidate.attributes().getOrDefault(a.name(), ""))
                        : List.of();
            case Ec2InstanceId e -> List.of(candidate.ec2InstanceId());
            case RegisteredAt r -> List.of(candidate.registeredAt().toString());
            case RunningTasksCount r -> List.of(String.valueOf(candidate.runningTasks()));
            case TaskGroup t -> candidate.groups();
        };
    }

    /** @throws QueryFault when there is no such subject */
    static Subject named(String name) {
        return switch (name) {
            case "agentConnected" -> new AgentConnected();
            case "agentVersion" -> new AgentVersion();
            case "ec2InstanceId" -> new Ec2InstanceId();
            case "registeredAt" -> new RegisteredAt();
            case "runningTasksCount" -> new RunningTasksCount();
            case "task:group" -> new TaskGroup();
            default -> {
                if (name.startsWith("attribute:") && name.length() > "attribute:".length()) {
                    yield new Attribute(name.substring("attribute:".length()));
                }
                throw new QueryFault("'" + name + "' is no subject of a query");
            }
        };
    }
}
