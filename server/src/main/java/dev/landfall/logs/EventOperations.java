package dev.landfall.logs;

import static dev.landfall.logs.LogsFaults.onDisk;

import dev.landfall.contract.logs.FilterLogEventsRequest;
import dev.landfall.contract.logs.FilterLogEventsResponse;
import dev.landfall.contract.logs.GetLogEventsRequest;
import dev.landfall.contract.logs.GetLogEventsResponse;
import dev.landfall.contract.logs.MetricFilterMatchRecord;
import dev.landfall.contract.logs.PutLogEventsRequest;
import dev.landfall.contract.logs.PutLogEventsResponse;
import dev.landfall.contract.logs.TestMetricFilterRequest;
import dev.landfall.contract.logs.TestMetricFilterResponse;
import dev.landfall.logs.pattern.FilterPattern;
import dev.landfall.logs.pattern.FilterPattern.InvalidPattern;
import dev.landfall.logs.storage.EventId;
import dev.landfall.logs.storage.EventPosition;
import dev.landfall.logs.storage.EventStorage;
import dev.landfall.store.Store;
import dev.landfall.wire.Call;
import java.util.ArrayList;
import java.util.Optional;

/** Log events. Their files are read and written here, on the request's own thread, outside any transaction. */
public final class EventOperations {
    private final Store store;
    private final EventStorage storage;

    public EventOperations(Store store, EventStorage storage) {
        this.store = store;
        this.storage = storage;
    }

    private record Place(Group group, Stream stream) {}

    private Place place(Call call, String group, String stream) {
        return store.read(reader -> {
            var found = Groups.get(reader, call.realm(), group);
            return new Place(found, Groups.getStream(reader, call.realm(), found, stream));
        });
    }

    public PutLogEventsResponse putLogEvents(PutLogEventsRequest in, Call call) {
        EventBatch.check(in.logEventsOrEmpty());
        var place = place(call, in.logGroupNameOr(""), in.logStreamNameOr(""));
        var batch = EventBatch.of(in.logEventsOrEmpty(), place.group(), call.now());
        var nextToken =
                EventId.of(place.group().id(), EventPosition.before(call.now().toEpochMilli()));
        return onDisk(() -> {
            if (!batch.accepted().isEmpty()) {
                storage.append(
                        place.group().id(), place.stream().ref(), batch.accepted(), Optional.empty(), call.now());
            }
            return PutLogEventsResponse.builder()
                    .nextSequenceToken(nextToken)
                    .rejectedLogEventsInfo(batch.rejected().orElse(null))
                    .build();
        });
    }

    public GetLogEventsResponse getLogEvents(GetLogEventsRequest in, Call call) {
        var group = Groups.name(call.realm(), in.logGroupName(), in.logGroupIdentifier());
        var place = place(call, group, in.logStreamNameOr(""));
        return onDisk(() -> new EventPage(storage, place.group(), place.stream(), call.now()).get(in));
    }

    public FilterLogEventsResponse filterLogEvents(FilterLogEventsRequest in, Call call) {
        var name = Groups.name(call.realm(), in.logGroupName(), in.logGroupIdentifier());
        if (in.logStreamNames() != null && in.logStreamNamePrefix() != null) {
            throw LogsFaults.invalidParameter("logStreamNames and logStreamNamePrefix are mutually exclusive.");
        }
        try {
            var pattern = FilterPattern.parse(in.filterPatternOr(""));
            var search = store.read(reader -> {
                var group = Groups.get(reader, call.realm(), name);
                var streams = in.logStreamNamesOrEmpty().stream()
                        .map(stream -> Groups.getStream(reader, call.realm(), group, stream))
                        .toList();
                return new EventSearch(storage, group, streams, pattern, EventSearch.Limits.USUAL, call.now());
            });
            return onDisk(() -> search.run(in));
        } catch (InvalidPattern e) {
            throw LogsFaults.invalidParameter(String.valueOf(e.getMessage()));
        }
    }

    public TestMetricFilterResponse testMetricFilter(TestMetricFilterRequest in, Call call) {
        try {
            var pattern = FilterPattern.parse(in.filterPatternOr(""));
            var matches = new ArrayList<MetricFilterMatchRecord>();
            var number = 0L;
            for (var message : in.logEventMessagesOrEmpty()) {
                var at = ++number;
                pattern.match(message)
                        .ifPresent(values -> matches.add(MetricFilterMatchRecord.builder()
                                .eventNumber(at)
                                .eventMessage(message)
                                .extractedValues(values)
                                .build()));
            }
            return TestMetricFilterResponse.builder().matches(matches).build();
        } catch (InvalidPattern e) {
            throw LogsFaults.invalidParameter(String.valueOf(e.getMessage()));
        }
    }
}
