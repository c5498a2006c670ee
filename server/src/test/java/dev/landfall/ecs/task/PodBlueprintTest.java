package dev.landfall.ecs.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.contract.ecs.ContainerDefinition;
import dev.landfall.contract.ecs.RegisterTaskDefinitionRequest;
import dev.landfall.ecs.configuration.ContainerConfiguration;
import dev.landfall.ecs.configuration.ExecutionRole;
import dev.landfall.ecs.configuration.TaskConfiguration;
import dev.landfall.ecs.taskdefinition.TaskDefinition;
import dev.landfall.engine.ContainerState;
import dev.landfall.engine.Image;
import dev.landfall.engine.Pod;
import dev.landfall.store.memory.MemoryStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PodBlueprintTest {
    private static final Instant T0 = Instant.parse("2026-11-21T12:00:00Z");

    private static final Images IMAGES = new Images() {
        @Override
        public String pullReference(ExecutionRole role, String reference) {
            return reference;
        }

        @Override
        public Image image(
                ExecutionRole role,
                String reference,
                String pullReference,
                Optional<ContainerConfiguration.Login> credentials) {
            return new Image(reference, pullReference, Image.Pull.IF_ABSENT, Optional.empty());
        }
    };

    private final PodBlueprint blueprint = new PodBlueprint(IMAGES, new ContainerOutput(new MemoryStore()));

    @Test
    void startsWhatWasNotStartedYet() {
        assertThat(level(new ContainerState.Absent(), Step.LevelOf.RUNNING)).isEqualTo(new Pod.Level.Running());
        assertThat(level(new ContainerState.Created("id", Optional.empty()), Step.LevelOf.RUNNING))
                .isEqualTo(new Pod.Level.Running());
    }

    @Test
    void neverStartsAContainerASecondTime() {
        var running = new ContainerState.Running("id", Optional.empty(), T0, ContainerState.Health.NONE);
        assertThat(level(running, Step.LevelOf.RUNNING)).isEqualTo(new Pod.Level.Waiting());

        var exited = new ContainerState.Exited("id", Optional.empty(), T0, T0, 0, false);
        assertThat(level(exited, Step.LevelOf.RUNNING)).isEqualTo(new Pod.Level.Stopped(30));
    }

    @Test
    void stopsEveryContainer() {
        var running = new ContainerState.Running("id", Optional.empty(), T0, ContainerState.Health.NONE);
        assertThat(level(running, Step.LevelOf.STOPPED)).isEqualTo(new Pod.Level.Stopped(30));
        assertThat(level(new ContainerState.Absent(), Step.LevelOf.STOPPED)).isEqualTo(new Pod.Level.Stopped(30));
    }

    private Pod.Level level(ContainerState state, Step.LevelOf asked) {
        var container = Tasks.container("app", true).seen(state);
        var task = Tasks.with(new Phase.Running(), List.of(container));
        var spec = RegisterTaskDefinitionRequest.builder()
                .family("web")
                .containerDefinitions(List.of(
                        ContainerDefinition.builder().name("app").image("app:1").build()))
                .build();
        var definition = new TaskDefinition(
                task.realm(),
                "web",
                1,
                spec,
                TaskDefinition.Status.ACTIVE,
                T0,
                "arn:aws:iam::000000000000:root",
                Optional.empty(),
                Optional.empty(),
                List.of());
        return blueprint
                .pod(task, definition, asked, TaskConfiguration.NONE)
                .containers()
                .getFirst()
                .level();
    }
}
