package dev.landfall.logs;

import dev.landfall.contract.logs.DescribeLogStreamsRequest;
import dev.landfall.contract.logs.DescribeLogStreamsResponse;
import dev.landfall.contract.logs.LogStream;
import dev.landfall.contract.logs.OrderBy;
import dev.landfall.logs.storage.EventId;
import dev.landfall.logs.storage.EventPosition;
import dev.landfall.logs.storage.EventStorage;
import dev.landfall.logs.storage.StreamStatistics;
import dev.landfall.store.Document;
import dev.landfall.store.Scan;
import dev.landfall.store.Store;
import dev.landfall.wire.Realm;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One page of a group's streams, by name or by when they last had an event. */
record StreamListing(Store store, EventStorage storage, Realm realm) {
    private static final int DEFAULT_LIMIT = 50;

    private record Entry(Stream stream, Optional<StreamStatistics> statistics) {
        /** Streams without events come before all others, oldest first. */
        long lastEvent() {
            return statistics.map(StreamStatistics::lastEventTimestamp).orElse(0L);
        }
    }

    /** A place in the order, as the token tells it. */
    private record Place(long lastEvent, String name) {
        static Place of(Entry entry) {
            return new Place(entry.lastEvent(), entry.stream().name());
        }

        static Place parse(String text) {
            var colon = text.indexOf(':');
            if (colon < 1 || !text.substring(0, colon).matches("\\d{1,18}")) {
                throw LogsFaults.invalidToken();
            }
            return new Place(Long.parseLong(text.substring(0, colon)), text.substring(colon + 1));
        }

        String text() {
            return lastEvent + ":" + name;
        }
    }

    private record Listed(Group group, List<Stream> streams) {}

    DescribeLogStreamsResponse list(DescribeLogStreamsRequest in) {
        var byTime = in.orderBy() == OrderBy.LAST_EVENT_TIME;
        if (byTime && in.logStreamNamePrefix() != null) {
            throw LogsFaults.invalidParameter("Cannot order by LastEventTime with a logStreamNamePrefix.");
        }
        var name = Groups.name(realm, in.logGroupName(), in.logGroupIdentifier());
        var after = Tokens.decode(in.nextToken()).map(Place::parse);
        var limit = in.limitOr(DEFAULT_LIMIT);
        var listed = byTime ? all(name) : byName(name, in, after, limit + 1);
        var order = order(byTime, in.descendingOr(false));
        var page = page(listed, order, after, limit + 1);
        return DescribeLogStreamsResponse.builder()
                .logStreams(page.stream()
                        .limit(limit)
                        .map(entry -> described(listed.group(), entry))
                        .toList())
                .nextToken(
                        page.size() > limit
                                ? Tokens.encode(Place.of(page.get(limit - 1)).text())
                                : null)
                .build();
    }

    private Listed byName(String group, DescribeLogStreamsRequest in, Optional<Place> after, int limit) {
        return store.read(reader -> {
            var found = Groups.get(reader, realm, group);
            var streams = Groups.page(
                    reader,
                    Stream.KIND,
                    Stream.under(realm, found),
                    in.logStreamNamePrefixOr(""),
                    after.map(Place::name),
                    in.descendingOr(false),
                    limit,
                    stream -> true);
            return new Listed(found, streams.stream().map(Document::value).toList());
        });
    }

    private Listed all(String group) {
        return store.read(reader -> {
            var found = Groups.get(reader, realm, group);
            var streams = reader.list(Stream.KIND, Scan.under(Stream.under(realm, found))).stream()
                    .map(Document::value)
                    .toList();
            return new Listed(found, streams);
        });
    }

    private static Comparator<Place> order(boolean byTime, boolean descending) {
        var byName = Comparator.comparing(Place::name);
        var order = byTime ? Comparator.comparingLong(Place::lastEvent).thenComparing(byName) : byName;
        return descending ? order.reversed() : order;
    }

    private List<Entry> page(Listed listed, Comparator<Place> order, Optional<Place> after, int limit) {
        Map<String, StreamStatistics> statistics =
                storage.statistics(listed.group().id());
        return listed.streams().stream()
                .map(stream -> new Entry(stream, Optional.ofNullable(statistics.get(stream.id()))))
                .filter(entry -> after.isEmpty() || order.compare(Place.of(entry), after.get()) > 0)
                .sorted(Comparator.comparing(Place::of, order))
                .limit(limit)
                .toList();
    }

    private LogStream described(Group group, Entry entry) {
        var statistics = entry.statistics();
        var stream = entry.stream();
        return LogStream.builder()
                .logStreamName(stream.name())
                .creationTime(stream.createdAt().toEpochMilli())
                .firstEventTimestamp(
                        statistics.map(StreamStatistics::firstEventTimestamp).orElse(null))
                .lastEventTimestamp(
                        statistics.map(StreamStatistics::lastEventTimestamp).orElse(null))
                .lastIngestionTime(
                        statistics.map(StreamStatistics::lastIngestionTime).orElse(null))
                .uploadSequenceToken(sequenceToken(group, statistics))
                .arn(Group.arn(realm, group.name()) + ":log-stream:" + stream.name())
                .storedBytes(0L) // AWS gives no other answer since 2019
                .build();
    }

    /** AWS still gives sequence tokens, and ignores them. */
    private static String sequenceToken(Group group, Optional<StreamStatistics> statistics) {
        var at = statistics.map(StreamStatistics::lastIngestionTime).orElse(0L);
        return EventId.of(group.id(), EventPosition.before(at));
    }
}
