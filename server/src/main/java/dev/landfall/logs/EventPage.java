package dev.landfall.logs;

import dev.landfall.contract.logs.GetLogEventsRequest;
import dev.landfall.contract.logs.GetLogEventsResponse;
import dev.landfall.contract.logs.OutputLogEvent;
import dev.landfall.logs.storage.EventId;
import dev.landfall.logs.storage.EventPosition;
import dev.landfall.logs.storage.EventQuery;
import dev.landfall.logs.storage.EventQuery.Direction;
import dev.landfall.logs.storage.EventStorage;
import dev.landfall.logs.storage.StoredEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One page of a stream. A forward token leads to the events after the page and a backward token to those before it; where
 * there are none, the token that was used comes back, so that a reader at the end may use it again later.
 */
record EventPage(EventStorage storage, Group group, Stream stream, Instant now) {
    private static final int MAX_EVENTS = 10_000;
    static final int MAX_BYTES = 1_048_576;

    /** Where to go on, and which way. */
    private record Token(Direction direction, EventPosition position) {}

    GetLogEventsResponse get(GetLogEventsRequest in) {
        var token = Optional.ofNullable(in.nextToken()).map(this::parse);
        var direction =
                token.map(Token::direction).orElse(in.startFromHeadOr(false) ? Direction.FORWARD : Direction.BACKWARD);
        var query = new EventQuery(
                Optional.of(stream.id()),
                Math.max(in.startTimeOr(0L), group.keptSince(now).toEpochMilli()),
                in.endTimeOr(Long.MAX_VALUE),
                token.map(Token::position),
                direction,
                Math.min(in.limitOr(MAX_EVENTS), MAX_EVENTS),
                MAX_BYTES);
        var found = storage.read(group.id(), query).events();
        var events = direction == Direction.FORWARD ? found : found.reversed();
        return response(events, token, query.from());
    }

    private GetLogEventsResponse response(List<StoredEvent> events, Optional<Token> token, long from) {
        var around = events.isEmpty()
                ? token.map(Token::position).orElse(EventPosition.before(from))
                : events.getFirst().position();
        var forward = events.isEmpty() ? around : events.getLast().position();
        var backward = around;
        if (events.isEmpty() && token.isPresent()) {
            // Nothing lies past the event of the token; turning round must lead to that event itself.
            forward = token.get().direction() == Direction.FORWARD ? around : neighbour(around, -1);
            backward = token.get().direction() == Direction.BACKWARD ? around : neighbour(around, 1);
        }
        return GetLogEventsResponse.builder()
                .events(events.stream().map(EventPage::output).toList())
                .nextForwardToken("f/" + EventId.of(group.id(), forward) + "/s")
                .nextBackwardToken("b/" + EventId.of(group.id(), backward) + "/s")
                .build();
    }

    private static EventPosition neighbour(EventPosition position, int step) {
        return new EventPosition(position.timestamp(), position.day(), Math.max(0, position.sequence() + step));
    }

    private Token parse(String text) {
        var direction = text.startsWith("f/") ? Direction.FORWARD : Direction.BACKWARD;
        if (!text.matches("[fb]/\\d{56}/s")) {
            throw LogsFaults.invalidToken();
        }
        var position = EventId.position(group.id(), text.substring(2, text.length() - 2));
        return new Token(direction, position.orElseThrow(LogsFaults::invalidToken));
    }

    private static OutputLogEvent output(StoredEvent event) {
        return OutputLogEvent.builder()
                .timestamp(event.timestamp())
                .message(event.message())
                .ingestionTime(event.ingestionTime())
                .build();
    }
}
