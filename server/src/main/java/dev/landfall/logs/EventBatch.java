package dev.landfall.logs;

import dev.landfall.contract.logs.InputLogEvent;
import dev.landfall.contract.logs.RejectedLogEventsInfo;
import dev.landfall.logs.storage.NewEvent;
import dev.landfall.logs.storage.StoredEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What of one PutLogEvents is stored, and what is not because of its age. */
record EventBatch(List<NewEvent> accepted, Optional<RejectedLogEventsInfo> rejected) {
    // https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html
    private static final int MAX_EVENTS = 10_000;
    private static final long MAX_BYTES = 1_048_576;
    private static final Duration MAX_SPAN = Duration.ofHours(24);
    private static final Duration MAX_AGE = Duration.ofDays(14);
    private static final Duration MAX_AHEAD = Duration.ofHours(2);

    /** Whether a batch may be taken at all. */
    static void check(List<InputLogEvent> events) {
        if (events.isEmpty() || events.size() > MAX_EVENTS) {
            throw LogsFaults.invalidParameter("1 validation error detected: Value at 'logEvents' failed to satisfy"
                    + " constraint: Member must have length between 1 and " + MAX_EVENTS);
        }
        checkSize(events);
        for (var i = 1; i < events.size(); i++) {
            if (events.get(i).timestampOr(0L) < events.get(i - 1).timestampOr(0L)) {
                throw LogsFaults.invalidParameter(
                        "Log events in a single PutLogEvents request must be in chronological order.");
            }
        }
        var span = events.getLast().timestampOr(0L) - events.getFirst().timestampOr(0L);
        if (span > MAX_SPAN.toMillis()) {
            throw LogsFaults.invalidParameter(
                    "The batch of log events in a single PutLogEvents request cannot span more than 24 hours.");
        }
    }

    private static void checkSize(List<InputLogEvent> events) {
        var bytes = 0L;
        for (var event : events) {
            var size = StoredEvent.size(event.messageOr(""));
            if (size > MAX_BYTES) {
                throw LogsFaults.invalidParameter(
                        "Log event too large: " + size + " bytes exceeds limit of " + MAX_BYTES);
            }
            bytes += size;
        }
        if (bytes > MAX_BYTES) {
            throw LogsFaults.invalidParameter("Upload too large: " + bytes + " bytes exceeds limit of " + MAX_BYTES);
        }
    }

    /** Splits a checked batch by age: being in order, what is too old is its head, and what is too new its tail. */
    static EventBatch of(List<InputLogEvent> events, Group group, Instant now) {
        var tooOld = countBefore(events, now.minus(MAX_AGE));
        var expired = countBefore(events, group.keptSince(now));
        var end = countBefore(events, now.plus(MAX_AHEAD).plusMillis(1));
        var start = Math.min(Math.max(tooOld, expired), end);
        var accepted = events.subList(start, end).stream()
                .map(event -> new NewEvent(event.timestampOr(0L), event.messageOr("")))
                .toList();
        if (accepted.size() == events.size()) {
            return new EventBatch(accepted, Optional.empty());
        }
        return new EventBatch(
                accepted,
                Optional.of(RejectedLogEventsInfo.builder()
                        .tooNewLogEventStartIndex(end < events.size() ? end : null)
                        .tooOldLogEventEndIndex(tooOld > 0 ? tooOld : null)
                        .expiredLogEventEndIndex(expired > tooOld ? expired : null)
                        .build()));
    }

    private static int countBefore(List<InputLogEvent> events, Instant moment) {
        var count = 0;
        while (count < events.size() && events.get(count).timestampOr(0L) < moment.toEpochMilli()) {
            count++;
        }
        return count;
    }
}
