package dev.landfall.logs;

import dev.landfall.contract.logs.FilterLogEventsRequest;
import dev.landfall.contract.logs.FilterLogEventsResponse;
import dev.landfall.contract.logs.FilteredLogEvent;
import dev.landfall.logs.pattern.FilterPattern;
import dev.landfall.logs.storage.EventId;
import dev.landfall.logs.storage.EventPosition;
import dev.landfall.logs.storage.EventQuery;
import dev.landfall.logs.storage.EventStorage;
import dev.landfall.logs.storage.StoredEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One page of what FilterLogEvents finds. It looks at so many events at most; a page may be empty and yet not the last, as
 * on AWS.
 *
 * @param streams the only ones wanted; none for all
 */
record EventSearch(EventStorage storage, Group group, List<Stream> streams, FilterPattern pattern, Instant now) {
    private static final int MAX_EVENTS = 10_000;
    private static final int MAX_EXAMINED = 50_000; // well under a second of work
    private static final int CHUNK = 1_000;

    FilterLogEventsResponse run(FilterLogEventsRequest in) {
        var limit = Math.min(in.limitOr(MAX_EVENTS), MAX_EVENTS);
        var query = query(in);
        var prefix = in.logStreamNamePrefixOr("");
        Set<String> wanted = streams.stream().map(Stream::id).collect(Collectors.toSet());
        var found = new ArrayList<FilteredLogEvent>();
        var bytes = 0L;
        for (var examined = 0; examined < MAX_EXAMINED; ) {
            var run = storage.read(group.id(), query);
            for (var event : run.events()) {
                var matches =
                        (wanted.isEmpty() || wanted.contains(event.stream().id()))
                                && event.stream().name().startsWith(prefix)
                                && pattern.matches(event.message());
                if (matches) {
                    bytes += StoredEvent.size(event.message());
                    if (found.size() == limit || (bytes > EventPage.MAX_BYTES && !found.isEmpty())) {
                        return page(found, query.beyond());
                    }
                    found.add(filtered(event));
                }
                query = query.beyond(event.position());
            }
            if (run.complete()) {
                return page(found, Optional.empty());
            }
            examined += run.events().size();
        }
        return page(found, query.beyond());
    }

    private EventQuery query(FilterLogEventsRequest in) {
        var end = in.endTimeOr(Long.MAX_VALUE);
        return new EventQuery(
                streams.size() == 1 ? Optional.of(streams.getFirst().id()) : Optional.empty(),
                Math.max(in.startTimeOr(0L), group.keptSince(now).toEpochMilli()),
                end == Long.MAX_VALUE ? end : end + 1, // here, unlike in GetLogEvents, the end is inclusive
                Tokens.decode(in.nextToken())
                        .map(id -> EventId.position(group.id(), id).orElseThrow(LogsFaults::invalidToken)),
                EventQuery.Direction.FORWARD,
                CHUNK,
                EventPage.MAX_BYTES);
    }

    private FilterLogEventsResponse page(List<FilteredLogEvent> events, Optional<EventPosition> more) {
        return FilterLogEventsResponse.builder()
                .events(events)
                .searchedLogStreams(List.of()) // always empty on AWS since 2020
                .nextToken(more.map(at -> Tokens.encode(EventId.of(group.id(), at)))
                        .orElse(null))
                .build();
    }

    private FilteredLogEvent filtered(StoredEvent event) {
        return FilteredLogEvent.builder()
                .logStreamName(event.stream().name())
                .timestamp(event.timestamp())
                .message(event.message())
                .ingestionTime(event.ingestionTime())
                .eventId(EventId.of(group.id(), event.position()))
                .build();
    }
}
