package dev.landfall.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.contract.Structure;
import dev.landfall.contract.ecs.Attribute;
import dev.landfall.contract.ecs.DeregisterContainerInstanceRequest;
import dev.landfall.contract.ecs.DescribeClustersRequest;
import dev.landfall.contract.ecs.DescribeContainerInstancesRequest;
import dev.landfall.contract.ecs.DescribeTasksRequest;
import dev.landfall.contract.ecs.PutAttributesRequest;
import dev.landfall.contract.ecs.RegisterTaskDefinitionRequest;
import dev.landfall.contract.ecs.RunTaskRequest;
import dev.landfall.contract.ecs.StopTaskRequest;
import dev.landfall.contract.ecs.TagResourceRequest;
import dev.landfall.store.memory.MemoryStore;
import dev.landfall.wire.Call;
import dev.landfall.wire.Principal;
import dev.landfall.wire.Realm;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EcsResourcesTest {
    private static final String ARN = "arn:aws:ecs:us-east-1:000000000000:";
    private static final Call CALL =
            new Call(new Realm(Realm.DEFAULT_ACCOUNT, Realm.DEFAULT_REGION), Principal.ANONYMOUS, "id", Instant.EPOCH);

    private static List<String> resources(String operation, Structure in) {
        return new EcsResources(new MemoryStore()).resourcesOf(operation, in, CALL);
    }

    @Test
    void namesClustersByNameOrArnOrDefault() {
        assertThat(resources(
                        "DescribeClusters", DescribeClustersRequest.builder().build()))
                .containsExactly(ARN + "cluster/default");
        assertThat(resources(
                        "DescribeClusters",
                        DescribeClustersRequest.builder()
                                .clusters(List.of("a", ARN + "cluster/b"))
                                .build()))
                .containsExactly(ARN + "cluster/a", ARN + "cluster/b");
    }

    @Test
    void givesAnOldTaskArnItsCluster() {
        var id = "0123456789abcdef0123456789abcdef";
        assertThat(resources(
                        "StopTask",
                        StopTaskRequest.builder()
                                .cluster("c")
                                .task(ARN + "task/" + id)
                                .build()))
                .containsExactly(ARN + "task/c/" + id);
        assertThat(resources(
                        "DescribeTasks",
                        DescribeTasksRequest.builder()
                                .tasks(List.of(id, ARN + "task/default/" + id))
                                .build()))
                .containsExactly(ARN + "task/default/" + id, ARN + "task/default/" + id);
    }

    @Test
    void namesContainerInstances() {
        var id = "0123456789abcdef0123456789abcdef";
        assertThat(resources(
                        "DescribeContainerInstances",
                        DescribeContainerInstancesRequest.builder()
                                .cluster("c")
                                .containerInstances(List.of(id))
                                .build()))
                .containsExactly(ARN + "container-instance/c/" + id);
        assertThat(resources(
                        "PutAttributes",
                        PutAttributesRequest.builder()
                                .cluster("c")
                                .attributes(List.of(Attribute.builder()
                                        .name("stack")
                                        .targetId(id)
                                        .build()))
                                .build()))
                .containsExactly(ARN + "container-instance/c/" + id);
        assertThat(resources(
                        "DeregisterContainerInstance",
                        DeregisterContainerInstanceRequest.builder()
                                .cluster("c")
                                .containerInstance(id)
                                .build()))
                .containsExactly(ARN + "cluster/c");
    }

    @Test
    void namesTaskDefinitions() {
        assertThat(resources(
                        "RunTask",
                        RunTaskRequest.builder().taskDefinition("web:3").build()))
                .containsExactly(ARN + "task-definition/web:3");
        assertThat(resources(
                        "RegisterTaskDefinition",
                        RegisterTaskDefinitionRequest.builder().family("web").build()))
                .containsExactly(ARN + "task-definition/web:*");
    }

    @Test
    void namesWhatIsTagged() {
        assertThat(resources(
                        "TagResource",
                        TagResourceRequest.builder()
                                .resourceArn(ARN + "cluster/x")
                                .build()))
                .containsExactly(ARN + "cluster/x");
    }
}
