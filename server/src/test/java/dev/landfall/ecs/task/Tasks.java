package dev.landfall.ecs.task;

import dev.landfall.contract.ecs.LaunchType;
import dev.landfall.contract.ecs.NetworkConfiguration;
import dev.landfall.contract.ecs.TaskOverride;
import dev.landfall.engine.ContainerState;
import dev.landfall.wire.Realm;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tasks to test with. */
public final class Tasks {
    static final TaskId ID = new TaskId("0123456789abcdef0123456789abcdef");

    private Tasks() {}

    public static Task of(Phase phase, String... essentials) {
        return with(
                phase,
                Arrays.stream(essentials).map(name -> container(name, true)).toList());
    }

    static Task with(Phase phase, List<TaskContainer> containers) {
        return with(phase, containers, Optional.empty());
    }

    /** One whose code may act as a role. */
    public static Task withRole(Phase phase, String role, String... essentials) {
        return with(
                phase,
                Arrays.stream(essentials).map(name -> container(name, true)).toList(),
                Optional.of(role));
    }

    /** One of launch type EC2 without an interface, of the family {@code placed}. */
    public static Task placed(String id, Phase phase, String role, String... essentials) {
        var spec = new TaskSpec(
                "placed",
                1,
                TaskOverride.builder().build(),
                LaunchType.EC2,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "us-east-1a",
                Optional.empty(),
                Optional.of(new Placement("instance", Optional.empty(), 0, 64, Set.of(), Set.of(), Set.of())),
                "family:placed",
                Optional.empty(),
                List.of(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(role));
        return new Task(
                new TaskId(id),
                new Realm("000000000000", "us-east-1"),
                "demo",
                spec,
                phase,
                Optional.empty(),
                Optional.empty(),
                Arrays.stream(essentials).map(name -> container(name, true)).toList(),
                Timeline.created(Instant.parse("2026-11-21T11:59:00Z")),
                1);
    }

    private static Task with(Phase phase, List<TaskContainer> containers, Optional<String> role) {
        var spec = new TaskSpec(
                "web",
                1,
                TaskOverride.builder().build(),
                LaunchType.FARGATE,
                Optional.empty(),
                Optional.of("1.4.0"),
                Optional.of("Linux"),
                Optional.of(NetworkConfiguration.builder().build()),
                Optional.of("subnet-0"),
                "us-east-1a",
                Optional.of("7d2c9f6e-0000-4000-8000-000000000000"),
                Optional.empty(),
                "family:web",
                Optional.empty(),
                List.of(),
                false,
                Optional.of("256"),
                Optional.of("512"),
                Optional.of(20),
                Optional.empty(),
                role);
        var network = new TaskInterface(
                spec.attachmentId().orElseThrow(),
                "eni-0",
                "subnet-0",
                "172.31.0.9",
                "02:42:ac:1f:00:09",
                "ip-172-31-0-9.ec2.internal",
                Optional.of("127.64.0.1"));
        return new Task(
                ID,
                new Realm("000000000000", "us-east-1"),
                "demo",
                spec,
                phase,
                Optional.empty(),
                phase.rank() == 0 ? Optional.empty() : Optional.of(network),
                containers,
                Timeline.created(Instant.parse("2026-11-21T11:59:00Z")),
                1);
    }

    static TaskContainer waiting(String name, boolean essential, Dependency... on) {
        return conducted(name, essential, new Conduct(List.of(on), Optional.empty(), Optional.empty()));
    }

    static TaskContainer timed(String name, int startTimeoutSeconds) {
        return conducted(name, false, new Conduct(List.of(), Optional.of(startTimeoutSeconds), Optional.empty()));
    }

    /** Started again after any exit but with code 7, once it ran for a minute. */
    static TaskContainer restarted(String name) {
        var plain = container(name, true);
        return new TaskContainer(
                plain.name(),
                plain.arnId(),
                plain.image(),
                plain.essential(),
                plain.cpu(),
                plain.memoryMiB(),
                plain.memoryReservationMiB(),
                plain.pullReference(),
                plain.state(),
                plain.endpoint(),
                plain.conduct(),
                Optional.of(new Restarts(List.of(7), 60, 0, Optional.empty())),
                plain.givenUp());
    }

    private static TaskContainer conducted(String name, boolean essential, Conduct conduct) {
        var plain = container(name, essential);
        return new TaskContainer(
                plain.name(),
                plain.arnId(),
                plain.image(),
                plain.essential(),
                plain.cpu(),
                plain.memoryMiB(),
                plain.memoryReservationMiB(),
                plain.pullReference(),
                plain.state(),
                plain.endpoint(),
                Optional.of(conduct),
                plain.restarts(),
                plain.givenUp());
    }

    static TaskContainer container(String name, boolean essential) {
        return new TaskContainer(
                name,
                "5b0c7d1e-0000-4000-8000-000000000000",
                name + ":1",
                essential,
                "0",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new ContainerState.Absent(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
