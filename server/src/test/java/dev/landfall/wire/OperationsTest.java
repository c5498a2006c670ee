package dev.landfall.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.contract.ecs.CreateClusterRequest;
import dev.landfall.contract.ecs.CreateClusterResponse;
import dev.landfall.contract.ecs.EcsService;
import dev.landfall.contract.ecs.ListClustersRequest;
import dev.landfall.contract.iam.IamService;
import dev.landfall.contract.sts.StsService;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class OperationsTest {
    @Test
    void callsTheMethodOfAnOperation() throws Throwable {
        var ecs = Operations.bind(EcsService.MODEL, new TinyEcs());
        var call = new Call(new Realm("123456789012", "eu-west-1"), Principal.ANONYMOUS, "id", Instant.EPOCH);
        var created = (CreateClusterResponse) ecs.operation("CreateCluster")
                .orElseThrow()
                .call(CreateClusterRequest.builder().clusterName("c").build(), call);
        assertThat(created.cluster().clusterArn()).isEqualTo("arn:aws:ecs:eu-west-1:123456789012:cluster/c");
        assertThat(ecs.operation("CreateCluster").orElseThrow().action()).isEqualTo("ecs:CreateCluster");
    }

    @Test
    void knowsWhatIsMissing() {
        var ecs = Operations.bind(EcsService.MODEL, new TinyEcs());
        assertThat(ecs.implemented()).containsExactly("CreateCluster", "DescribeClusters", "ListClusters");
        assertThat(ecs.missing()).hasSize(74).contains("RunTask").doesNotContain("CreateCluster");
        assertThat(ecs.knows("RunTask")).isTrue();
        assertThat(ecs.knows("Frobnicate")).isFalse();
    }

    @Test
    void refusesAnOperationThatIsThereTwice() {
        assertThatThrownBy(() -> Operations.bind(EcsService.MODEL, new TinyEcs(), new TinyEcs()))
                .hasMessageContaining("ecs:")
                .hasMessageContaining("Two methods");
    }

    @Test
    void refusesAMethodThatIsNoOperation() {
        assertThatThrownBy(() -> Operations.bind(EcsService.MODEL, new Misnamed()))
                .hasMessage("Misnamed.makeCluster takes a Call, but ecs has no operation MakeCluster");
        assertThatThrownBy(() -> Operations.bind(IamService.MODEL, new TinyEcs()))
                .hasMessageContaining("iam has no");
    }

    @Test
    void refusesTheTypesOfAnotherOperation() {
        assertThatThrownBy(() -> Operations.bind(EcsService.MODEL, new Mistyped()))
                .hasMessageContaining("Mistyped.createCluster must be CreateClusterResponse");
    }

    @Test
    void writesWhatIsBuiltAndWhatIsNot() {
        var page = Coverage.markdown(
                List.of(Operations.bind(EcsService.MODEL, new TinyEcs()), Operations.bind(StsService.MODEL)),
                Map.of("sts", List.of("Nobody is asked.")));
        assertThat(page)
                .contains("| [Amazon EC2 Container Service](#ecs) | 2014-11-13 | 3 | 77 |\n")
                .contains("## ecs\n\nBuilt: CreateCluster, DescribeClusters, ListClusters.\n\nNot built yet: Continue")
                .contains("## sts\n\n- **Limit:** Nobody is asked.\n\nNot built yet: AssumeRole, ");
    }

    public static final class Misnamed {
        public CreateClusterResponse makeCluster(CreateClusterRequest in, Call call) {
            throw new UnsupportedOperationException();
        }
    }

    public static final class Mistyped {
        public CreateClusterResponse createCluster(ListClustersRequest in, Call call) {
            throw new UnsupportedOperationException();
        }
    }
}
