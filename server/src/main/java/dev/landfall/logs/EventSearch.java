package dev.landfall.logs;

import dev.landfall.contract.logs.FilterLogEventsRequest;
import dev.landfall.contract.logs.FilterLogEventsResponse;
import dev.landfall.contract.logs.FilteredLogEvent;
import dev.landfall.logs.pattern.FilterPattern;
import dev.landfall.logs.pattern.FilterPattern.TooMuchWork;
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
 * One page of what FilterLogEvents finds. It does so much work at most; a page may be empty and yet not the last, as on
 * AWS.
 *
 * @param streams the only ones wanted; none for all
 * @param pattern made for this page: its budget is the page's
 */
record EventSearch(
        EventStorage storage, Group group, List<Stream> streams, FilterPattern pattern, Limits limits, Instant now) {
    private static final int MAX_EVENTS = 10_000;
    private static final int CHUNK = 1_000;

    /** What a page examines before it leaves the rest to the next. */
    record Limits(int events, long bytes) {
        /** Well under a second of work, and of reading. */
        static final Limits USUAL = new Limits(50_000, 64 << 20);
    }

    FilterLogEventsResponse run(FilterLogEventsRequest in) {
        return new Page(in).fill();
    }

    /** A page in the making. */
    private final class Page {
        private final int most;
        private final String prefix;
        private final Set<String> wanted;
        private final List<FilteredLogEvent> found = new ArrayList<>();
        private EventQuery rest;
        private long bytesFound;
        private int examined;
        private long bytesExamined;

        Page(FilterLogEventsRequest in) {
            most = Math.min(in.limitOr(MAX_EVENTS), MAX_EVENTS);
            prefix = in.logStreamNamePrefixOr("");
            wanted = streams.stream().map(Stream::id).collect(Collectors.toSet());
            rest = query(in);
        }

        FilterLogEventsResponse fill() {
            try {
                while (examined < limits.events() && bytesExamined < limits.bytes()) {
                    var run = storage.read(group.id(), rest);
                    if (!takeAll(run.events())) {
                        break;
                    }
                    if (run.complete()) {
                        return page(found, Optional.empty());
                    }
                    Thread.yield(); // matching never waits, and others want this carrier too
                }
            } catch (TooMuchWork e) { // the next page goes on with a budget of its own
                if (examined == 0) {
                    throw e;
                }
            }
            return page(found, rest.beyond());
        }

        /** False when the page is full before one of them. */
        private boolean takeAll(List<StoredEvent> events) {
            for (var event : events) {
                var size = StoredEvent.size(event.message());
                if (matches(event)) {
                    bytesFound += size;
                    if (found.size() == most || (bytesFound > EventPage.MAX_BYTES && !found.isEmpty())) {
                        return false;
                    }
                    found.add(filtered(event));
                }
                rest = rest.beyond(event.position());
                examined++;
                bytesExamined += size;
            }
            return true;
        }

        private boolean matches(StoredEvent event) {
            return (wanted.isEmpty() || wanted.contains(event.stream().id()))
                    && event.stream().name().startsWith(prefix)
                    && pattern.matches(event.message());
        }
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
