package dev.landfall.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.wire.http.FakeRequest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class BodiesTest {
    @Test
    void readsAWholeBody() throws Exception {
        var bytes = new byte[] {1, 2, 3};
        assertThat(Bodies.read(new FakeRequest("POST", "/").body(bytes)).body()).isEqualTo(bytes);
        assertThat(Bodies.read(new FakeRequest("POST", "/")).content()).isEmpty();
    }

    @Test
    void givesUpOnABodyThatDrips() {
        var slow = new FakeRequest("POST", "/").body(new byte[10]).after(Duration.ofSeconds(31));
        assertThatThrownBy(() -> Bodies.read(slow))
                .isInstanceOfSatisfying(
                        BodyRefused.class,
                        refused -> assertThat(refused.in(JsonDialect.PLAIN).message())
                                .isEqualTo("The request did not arrive within 30 seconds."));
    }
}
