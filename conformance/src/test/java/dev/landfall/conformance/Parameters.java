package dev.landfall.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Task;

/** A table of parameters and what a container says that has them. */
final class Parameters {
    private final List<Case> cases = new ArrayList<>();

    /**
     * @param task what the task definition has beside its containers
     * @param containers the first of them, {@code main}, tells
     * @param expected the lines of its log, as regular expressions
     */
    record Case(
            String name,
            Consumer<RegisterTaskDefinitionRequest.Builder> task,
            List<ContainerDefinition.Builder> containers,
            List<String> expected) {
        void check(Task task, List<String> lines) {
            var end = task.stoppedReason() + " "
                    + task.containers().stream().map(Container::reason).toList();
            assertThat(lines).as(end).hasSameSizeAs(expected);
            for (var line = 0; line < lines.size(); line++) {
                assertThat(lines.get(line).stripTrailing()).matches(expected.get(line));
            }
        }

        String family() {
            return name.replaceAll("[^a-zA-Z]", "-");
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** With a script of its own as command. */
    Parameters add(
            String name, String script, UnaryOperator<ContainerDefinition.Builder> parameter, String... expected) {
        return add(name, task -> {}, List.of(parameter.apply(Workload.shell("main", script))), expected);
    }

    /** With the command that the parameter sets, and these very lines. */
    Parameters add(String name, UnaryOperator<ContainerDefinition.Builder> parameter, String... expected) {
        var lines = List.of(expected).stream().map(Pattern::quote).toArray(String[]::new);
        return add(name, "", parameter, lines);
    }

    /** A whole task. */
    Parameters add(
            String name,
            Consumer<RegisterTaskDefinitionRequest.Builder> task,
            List<ContainerDefinition.Builder> containers,
            String... expected) {
        cases.add(new Case(name, task, containers, List.of(expected)));
        return this;
    }

    List<Case> all() {
        return List.copyOf(cases);
    }
}
