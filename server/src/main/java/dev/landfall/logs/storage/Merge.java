package dev.landfall.logs.storage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;

/** One query over many partitions, asking no more of them than the answer needs. */
final class Merge {
    private final EventQuery query;
    private final List<Part> parts;
    private final Source source;
    private final Comparator<EventPosition> order;

    /** Reads from the partition of a day. */
    interface Source {
        EventRun read(int day, EventQuery query);
    }

    private record Part(int day, StreamStatistics total) {}

    Merge(EventQuery query, NavigableMap<Integer, Optional<StreamStatistics>> totals, Source source) {
        this.query = query;
        this.source = source;
        this.order = query.forward() ? Comparator.naturalOrder() : Comparator.reverseOrder();
        var found = new ArrayList<Part>();
        totals.forEach((day, total) -> total.filter(this::overlaps).ifPresent(t -> found.add(new Part(day, t))));
        Comparator<Part> byStart = query.forward()
                ? Comparator.comparingLong(part -> part.total().firstEventTimestamp())
                : Comparator.comparingLong(part -> -part.total().lastEventTimestamp());
        found.sort(byStart);
        this.parts = found;
    }

    private boolean overlaps(StreamStatistics total) {
        return total.lastEventTimestamp() >= query.restFrom() && total.firstEventTimestamp() < query.restTo();
    }

    EventRun run() {
        var all = new ArrayList<StoredEvent>();
        var known = Optional.<EventPosition>empty(); // beyond it, some partition may have more than it told
        var skipped = false;
        for (var part : parts) {
            if (known.isPresent() && startsPast(part, known.get())) {
                skipped = true;
                break;
            }
            var run = source.read(part.day(), query);
            all.addAll(run.events());
            if (!run.complete()) {
                var last = run.events().getLast().position();
                known = known.filter(k -> order.compare(k, last) <= 0).or(() -> Optional.of(last));
            }
        }
        return cut(all, known, skipped);
    }

    private boolean startsPast(Part part, EventPosition known) {
        return query.forward()
                ? part.total().firstEventTimestamp() > known.timestamp()
                : part.total().lastEventTimestamp() < known.timestamp();
    }

    private EventRun cut(List<StoredEvent> all, Optional<EventPosition> known, boolean skipped) {
        all.sort(Comparator.comparing(StoredEvent::position, order));
        var page = new ArrayList<StoredEvent>();
        var bytes = 0L;
        for (var event : all) {
            bytes += StoredEvent.size(event.message());
            var full = page.size() == query.limit() || (bytes > query.maxBytes() && !page.isEmpty());
            if (full || (known.isPresent() && order.compare(event.position(), known.get()) > 0)) {
                return new EventRun(page, false);
            }
            page.add(event);
        }
        return new EventRun(page, known.isEmpty() && !skipped);
    }
}
