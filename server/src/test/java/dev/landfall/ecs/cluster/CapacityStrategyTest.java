package dev.landfall.ecs.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.contract.Fault;
import dev.landfall.contract.ecs.CapacityProviderStrategyItem;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class CapacityStrategyTest {
    @Test
    void fillsTheBaseFirstAndSharesTheRestByWeight() {
        var strategy = List.of(item("FARGATE", 2, 1), item("FARGATE_SPOT", 0, 3));
        var shared = CapacityStrategy.share(strategy, 10);
        assertThat(shared.subList(0, 2)).containsOnly("FARGATE");
        assertThat(Collections.frequency(shared, "FARGATE")).isEqualTo(4);
        assertThat(Collections.frequency(shared, "FARGATE_SPOT")).isEqualTo(6);
    }

    @Test
    void refusesAStrategyOfZeroWeights() {
        assertThatThrownBy(() -> CapacityStrategy.share(List.of(item("FARGATE", 0, 0)), 1))
                .isInstanceOf(Fault.class)
                .hasMessageContaining("weight value greater than zero");
    }

    @Test
    void refusesProvidersThatTheClusterDoesNotHave() {
        assertThatThrownBy(() -> CapacityStrategy.checked(List.of(item("FARGATE_SPOT", 0, 1)), List.of("FARGATE")))
                .isInstanceOf(Fault.class)
                .hasMessageContaining("not associated");
        assertThatThrownBy(() -> CapacityStrategy.providers(List.of("my-asg"))).isInstanceOf(Fault.class);
    }

    @Test
    void takesTwentyItemsAndNoMore() {
        var most = Collections.nCopies(20, item("FARGATE", 0, 1));
        assertThat(CapacityStrategy.checked(most, List.of("FARGATE"))).hasSize(20);
        var many = Collections.nCopies(21, item("FARGATE", 0, 1));
        assertThatThrownBy(() -> CapacityStrategy.checked(many, List.of("FARGATE")))
                .isInstanceOf(Fault.class)
                .hasMessageContaining("at most 20 capacity providers");
    }

    private static CapacityProviderStrategyItem item(String name, int base, int weight) {
        return CapacityProviderStrategyItem.builder()
                .capacityProvider(name)
                .base(base)
                .weight(weight)
                .build();
    }
}
