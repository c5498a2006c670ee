package dev.landfall.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.contract.ecs.Container;
import dev.landfall.contract.ecs.ContainerDefinition;
import dev.landfall.contract.ecs.EcsErrors;
import dev.landfall.contract.ecs.LaunchType;
import dev.landfall.contract.ecs.RunTaskRequest;
import dev.landfall.contract.secretsmanager.CreateSecretRequest;
import dev.landfall.contract.sts.Credentials;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RecordTest {
    @Test
    void aBuilderStartsFromWhatThereIs() {
        var first = RunTaskRequest.builder().cluster("one").count(2).build();
        var second = first.toBuilder().cluster("two").build();
        assertThat(second.cluster()).isEqualTo("two");
        assertThat(second.count()).isEqualTo(2);
        assertThat(first.cluster()).isEqualTo("one");
        assertThat(second)
                .isEqualTo(RunTaskRequest.builder().cluster("two").count(2).build());
    }

    @Test
    void whatIsAbsentHasAFallback() {
        var empty = RunTaskRequest.builder().build();
        assertThat(empty.cluster()).isNull();
        assertThat(empty.clusterOr("default")).isEqualTo("default");
        assertThat(empty.countOr(1)).isEqualTo(1);
        assertThat(empty.launchTypeOr(LaunchType.EC2)).isEqualTo(LaunchType.EC2);
        assertThat(empty.tagsOrEmpty()).isEmpty();
    }

    @Test
    void listsAndMapsAreCopiedAndKeepTheirOrder() {
        var command = new ArrayList<>(List.of("sleep", "1"));
        var labels = new LinkedHashMap<>(Map.of("z", "1"));
        labels.put("a", "2");
        var container = ContainerDefinition.builder()
                .command(command)
                .dockerLabels(labels)
                .build();
        command.clear();
        labels.put("m", "3");
        assertThat(container.command()).containsExactly("sleep", "1");
        assertThat(container.dockerLabelsOrEmpty().keySet()).containsExactly("z", "a");
        assertThatThrownBy(() -> container.commandOrEmpty().add("x")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> container.dockerLabelsOrEmpty().clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void secretsAreNotPrinted() {
        assertThat(CreateSecretRequest.builder()
                        .name("db")
                        .secretString("hunter2")
                        .build()
                        .toString())
                .contains("name=db", "secretString=***")
                .doesNotContain("hunter2");
        assertThat(Credentials.builder().secretAccessKey("hunter2").build().toString())
                .doesNotContain("hunter2");
    }

    @Test
    void enumsHaveTheirWireNames() {
        assertThat(LaunchType.FARGATE.value()).isEqualTo("FARGATE");
        assertThat(LaunchType.lookup("FARGATE")).contains(LaunchType.FARGATE);
        assertThat(LaunchType.lookup("fargate")).isEmpty();
        assertThat(dev.landfall.contract.ecs.NetworkMode.AWSVPC).hasToString("awsvpc");
    }

    @Test
    void membersCanBeReadByPosition() {
        var container = Container.builder().name("app").exitCode(3).build();
        var schema = container.schema();
        assertThat(container.member(schema.indexOf("exitCode").orElseThrow())).isEqualTo(3);
        assertThat(schema.indexOf("nonsense")).isEmpty();
        assertThat(schema.create(schema.members().stream()
                        .map(member -> member.name().equals("name")
                                ? "app"
                                : member.name().equals("exitCode") ? 3 : null)
                        .toArray()))
                .isEqualTo(container);
    }

    @Test
    void faultsCarryOnlyMembersOfTheirShape() {
        var fault = Fault.of(EcsErrors.CONFLICT_EXCEPTION, "Busy").with("resourceIds", List.of("a"));
        assertThat(fault.members()).containsEntry("resourceIds", List.of("a"));
        assertThat(fault.message()).isEqualTo("Busy");
        assertThatThrownBy(() -> fault.with("color", "red")).isInstanceOf(IllegalArgumentException.class);
    }
}
