package dev.landfall.logs.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.logs.storage.EventQuery.Direction;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventQueryTest {
    private static EventQuery query(Direction direction) {
        return new EventQuery(Optional.empty(), 100, 200, Optional.empty(), direction, 10, 1_000);
    }

    private static EventPosition at(long timestamp) {
        return new EventPosition(timestamp, 1, 1);
    }

    private static void assertRest(EventQuery query, long from, long to) {
        assertThat(query.restFrom()).isEqualTo(from);
        assertThat(query.restTo()).isEqualTo(to);
    }

    @Test
    void eachPageBeginsWhereTheOneBeforeEnded() {
        var forward = query(Direction.FORWARD);
        assertRest(forward, 100, 200);
        assertRest(forward.beyond(at(150)), 150, 200);
        var backward = query(Direction.BACKWARD);
        assertRest(backward, 100, 200);
        assertRest(backward.beyond(at(150)), 100, 151);
    }

    @Test
    void aPositionOutsideDoesNotWidenWhatWasAsked() {
        assertRest(query(Direction.FORWARD).beyond(at(50)), 100, 200);
        assertRest(query(Direction.BACKWARD).beyond(at(250)), 100, 200);
    }
}
