package dev.landfall.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.wire.http.FakeRequest;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

final class BodyBudgetTest {
    private final BodyBudget budget = new BodyBudget();

    private static FakeRequest of(int bytes) {
        return new FakeRequest("POST", "/").body(new byte[bytes]);
    }

    @Test
    void refusesTheNinthOfTheLargestUntilOneIsAnswered() throws BodyRefused {
        var shares = new ArrayList<BodyBudget.Share>();
        for (var i = 0; i < 8; i++) {
            shares.add(budget.take(of(Bodies.MOST_BYTES)));
        }
        assertThatThrownBy(() -> budget.take(of(Bodies.MOST_BYTES)))
                .isInstanceOfSatisfying(
                        BodyRefused.class,
                        refused -> assertThat(
                                        refused.in(JsonDialect.PLAIN).type().httpStatus())
                                .isEqualTo(503));
        shares.getFirst().close();
        assertThat(budget.take(of(Bodies.MOST_BYTES)).bytes()).isEqualTo(Bodies.MOST_BYTES);
    }

    @Test
    void letsSmallCallsThroughWhateverElseIsThere() throws BodyRefused {
        for (var i = 0; i < 8; i++) {
            budget.take(of(Bodies.MOST_BYTES));
        }
        assertThat(budget.take(of(1_000)).bytes()).isZero();
    }

    @Test
    void countsACompressedBodyAsLarge() throws BodyRefused {
        assertThat(budget.take(of(10).with("Content-Encoding", "gzip")).bytes()).isEqualTo(Bodies.MOST_BYTES);
    }
}
