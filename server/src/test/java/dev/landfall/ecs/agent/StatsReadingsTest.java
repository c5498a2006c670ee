package dev.landfall.ecs.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.engine.Engine;
import dev.landfall.engine.PodId;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class StatsReadingsTest {
    private static final PodId POD = new PodId("0123456789abcdef0123456789abcdef");

    private final AtomicInteger asked = new AtomicInteger();
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private final StatsReadings readings = new StatsReadings(hanging(), () -> now);

    /** An engine that answers nothing, and says so after ten seconds. */
    private Engine hanging() {
        return (Engine) Proxy.newProxyInstance(
                Engine.class.getClassLoader(), new Class<?>[] {Engine.class}, (proxy, method, arguments) -> {
                    asked.incrementAndGet();
                    now = now.plusSeconds(10);
                    throw new Engine.EngineAway("no answer", new IllegalStateException());
                });
    }

    private void assertAway(String container) {
        assertThatThrownBy(() -> readings.of(POD, container)).isInstanceOf(Engine.EngineAway.class);
    }

    @Test
    void whoQueuesForAnEngineThatIsAwayDoesNotAskItAgain() {
        for (var caller = 0; caller < 10; caller++) {
            assertAway("app");
        }
        assertThat(asked).hasValue(1);
    }

    @Test
    void itIsAskedAgainAfterASecondAndForAnotherContainer() {
        assertAway("app");
        assertAway("other");
        now = now.plus(Duration.ofSeconds(1));
        assertAway("app");
        assertThat(asked).hasValue(3);
    }
}
