package dev.landfall.contract.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.contract.Fault;
import dev.landfall.contract.Structure;
import dev.landfall.contract.StructureSchema;
import dev.landfall.contract.ecs.Cluster;
import dev.landfall.contract.ecs.ContainerDefinition;
import dev.landfall.contract.ecs.DescribeClustersRequest;
import dev.landfall.contract.ecs.EcsErrors;
import dev.landfall.contract.ecs.LaunchType;
import dev.landfall.contract.ecs.RegisterTaskDefinitionRequest;
import dev.landfall.contract.ecs.RunTaskRequest;
import dev.landfall.contract.ecs.Task;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class JsonCodecTest {
    private static <T extends Structure> T read(StructureSchema<T> schema, String json) {
        return JsonCodec.decode(schema, json.getBytes(UTF_8));
    }

    private static String write(Structure structure) {
        return new String(JsonCodec.encode(structure), UTF_8);
    }

    @Test
    void readsARequest() {
        var request = read(RunTaskRequest.SCHEMA, """
                {"cluster": "c", "count": 2, "launchType": "FARGATE", "enableECSManagedTags": true,
                 "networkConfiguration": {"awsvpcConfiguration": {"subnets": ["subnet-1"]}}}
                """);
        assertThat(request.cluster()).isEqualTo("c");
        assertThat(request.count()).isEqualTo(2);
        assertThat(request.launchType()).isEqualTo(LaunchType.FARGATE);
        assertThat(request.enableECSManagedTags()).isTrue();
        assertThat(request.networkConfiguration().awsvpcConfiguration().subnets())
                .containsExactly("subnet-1");
    }

    @Test
    void passesOverWhatItDoesNotKnowAndWhatIsNull() {
        assertThat(read(
                        RunTaskRequest.SCHEMA,
                        "{\"new\": {\"deep\": [1, {\"x\": 2}]}, \"cluster\": null, \"count\": 1}"))
                .isEqualTo(RunTaskRequest.builder().count(1).build());
    }

    @Test
    void takesNoBodyForAnEmptyRequest() {
        assertThat(read(RunTaskRequest.SCHEMA, ""))
                .isEqualTo(RunTaskRequest.builder().build());
        assertThat(JsonCodec.decode(RunTaskRequest.SCHEMA, new ByteArrayInputStream("{}".getBytes(UTF_8))))
                .isEqualTo(RunTaskRequest.builder().build());
    }

    @Test
    void leavesOutWhatIsAbsentAndKeepsWhatIsEmpty() {
        assertThat(write(Cluster.builder().clusterName("c").tags(List.of()).build()))
                .isEqualTo("{\"clusterName\":\"c\",\"tags\":[]}");
    }

    @Test
    void writesTimestampsAsSeconds() {
        var task = Task.builder().createdAt(Instant.ofEpochMilli(1_700_000_000_123L));
        assertThat(write(task.build())).isEqualTo("{\"createdAt\":1700000000.123}");
        assertThat(write(task.createdAt(Instant.ofEpochSecond(1_700_000_000)).build()))
                .isEqualTo("{\"createdAt\":1700000000}");
    }

    @Test
    void readsTimestampsOfEverySpelling() {
        var instant = Instant.ofEpochMilli(1_700_000_000_500L);
        assertThat(read(Task.SCHEMA, "{\"createdAt\":1700000000.5}").createdAt())
                .isEqualTo(instant);
        assertThat(read(Task.SCHEMA, "{\"createdAt\":1.7000000005E9}").createdAt())
                .isEqualTo(instant);
        assertThat(read(Task.SCHEMA, "{\"createdAt\":\"2023-11-14T22:13:20.5Z\"}")
                        .createdAt())
                .isEqualTo(instant);
    }

    @Test
    void aWrongTypeIsReportedByItsPath() {
        assertThatThrownBy(() -> read(
                        RegisterTaskDefinitionRequest.SCHEMA, "{\"containerDefinitions\":[{},{\"memory\":\"lots\"}]}"))
                .isInstanceOf(CodecException.class)
                .hasMessage("containerDefinitions.2.member.memory: STRING_VALUE can not be converted to an Integer");
        assertThatThrownBy(() -> read(ContainerDefinition.SCHEMA, "{\"command\":\"sleep\"}"))
                .hasMessage("command: Expected a list but found STRING_VALUE");
        assertThatThrownBy(() -> read(ContainerDefinition.SCHEMA, "{\"name\":17}"))
                .hasMessage("name: NUMBER_VALUE can not be converted to a String");
        assertThatThrownBy(() -> read(ContainerDefinition.SCHEMA, "{\"dockerLabels\":{\"a\":[]}}"))
                .hasMessage("dockerLabels.a.member: the start of a list can not be converted to a String");
        assertThatThrownBy(() -> read(ContainerDefinition.SCHEMA, "{\"command\":[null]}"))
                .hasMessage("command.1.member: Null values are not allowed here");
    }

    @Test
    void anUnknownEnumValueIsReportedAsAValidationErrorIs() {
        assertThatThrownBy(() -> read(RunTaskRequest.SCHEMA, "{\"launchType\":\"MOON\"}"))
                .isInstanceOfSatisfying(
                        UnknownEnumValue.class,
                        unknown -> assertThat(unknown.violation().text())
                                .isEqualTo(
                                        "Value 'MOON' at 'launchType' failed to satisfy constraint: Member must satisfy "
                                                + "enum value set: [EC2, FARGATE, EXTERNAL, MANAGED_INSTANCES]"));
        assertThatThrownBy(() -> read(DescribeClustersRequest.SCHEMA, "{\"include\":[\"TAGS\",\"MOON\"]}"))
                .isInstanceOfSatisfying(
                        UnknownEnumValue.class,
                        unknown -> assertThat(unknown.violation().text())
                                .startsWith("Value '[MOON]' at 'include' failed to satisfy constraint: "
                                        + "Member must satisfy constraint: [Member must satisfy enum value set: ["));
    }

    @Test
    void numbersMustFit() {
        assertThatThrownBy(() -> read(RunTaskRequest.SCHEMA, "{\"count\":3000000000}"))
                .hasMessage("count: Number is out of range");
        assertThatThrownBy(() -> read(RunTaskRequest.SCHEMA, "{\"count\":1e1765501303400580}"))
                .hasMessage("count: Number is out of range");
        assertThatThrownBy(() -> read(Task.SCHEMA, "{\"createdAt\":1e-999999999}"))
                .isInstanceOf(CodecException.class);
        assertThatThrownBy(() -> read(Task.SCHEMA, "{\"createdAt\":\"1e-999999999\"}"))
                .isInstanceOf(CodecException.class);
        assertThat(read(RunTaskRequest.SCHEMA, "{\"count\":2.0}").count()).isEqualTo(2);
    }

    @Test
    void depthIsLimited() {
        assertThatThrownBy(() -> read(RunTaskRequest.SCHEMA, "{\"x\":" + "[".repeat(5_000)))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("nesting depth");
    }

    @Test
    void elementsAreCounted() {
        var many = "{\"containerDefinitions\":[" + "{},".repeat(100_000) + "{}]}";
        assertThatThrownBy(() -> read(RegisterTaskDefinitionRequest.SCHEMA, many))
                .isInstanceOf(CodecException.class)
                .hasMessage("containerDefinitions.100001.member: More than 100000 elements");
        var nested = "{\"containerDefinitions\":[" + "{\"command\":[\"a\",\"b\",\"c\"]},".repeat(25_000) + "{}]}";
        assertThatThrownBy(() -> read(RegisterTaskDefinitionRequest.SCHEMA, nested))
                .hasMessageEndingWith("More than 100000 elements");
    }

    @Test
    void whatFollowsTheDocumentIsRefused() {
        assertThatThrownBy(() -> read(RunTaskRequest.SCHEMA, "{} {}")).isInstanceOf(CodecException.class);
        assertThatThrownBy(() -> read(RunTaskRequest.SCHEMA, "[]")).hasMessageContaining("Expected a structure");
        assertThatThrownBy(() -> read(RunTaskRequest.SCHEMA, "{\"cluster\":")).isInstanceOf(CodecException.class);
        assertThatThrownBy(() -> read(RunTaskRequest.SCHEMA, "{\"cluster\":\"\\ud800\"}"))
                .hasMessageContaining("surrogate");
    }

    @Test
    void errorsTellTheirNameAndMessage() {
        assertThat(new String(
                        JsonCodec.encode(Fault.of(EcsErrors.CLUSTER_NOT_FOUND_EXCEPTION, "Cluster not found.")), UTF_8))
                .isEqualTo("{\"__type\":\"ClusterNotFoundException\",\"message\":\"Cluster not found.\"}");
        assertThat(new String(
                        JsonCodec.encode(
                                Fault.of(EcsErrors.CONFLICT_EXCEPTION, "Busy").with("resourceIds", List.of("a"))),
                        UTF_8))
                .contains("\"__type\":\"ConflictException\"", "\"message\":\"Busy\"", "\"resourceIds\":[\"a\"]");
        assertThat(new String(JsonCodec.encode(Fault.unlisted("ThrottlingException", 400, "Rate exceeded")), UTF_8))
                .isEqualTo("{\"__type\":\"ThrottlingException\",\"message\":\"Rate exceeded\"}");
    }
}
