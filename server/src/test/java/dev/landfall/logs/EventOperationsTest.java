package dev.landfall.logs;

import static dev.landfall.logs.LogsFixture.NOW;
import static dev.landfall.logs.LogsFixture.assertFault;
import static dev.landfall.logs.LogsFixture.call;
import static dev.landfall.logs.LogsFixture.event;
import static dev.landfall.logs.LogsFixture.events;
import static org.assertj.core.api.Assertions.assertThat;

import dev.landfall.contract.logs.DeleteLogStreamRequest;
import dev.landfall.contract.logs.DescribeLogStreamsRequest;
import dev.landfall.contract.logs.FilterLogEventsRequest;
import dev.landfall.contract.logs.FilteredLogEvent;
import dev.landfall.contract.logs.GetLogEventsRequest;
import dev.landfall.contract.logs.GetLogEventsResponse;
import dev.landfall.contract.logs.InputLogEvent;
import dev.landfall.contract.logs.LogStream;
import dev.landfall.contract.logs.OrderBy;
import dev.landfall.contract.logs.OutputLogEvent;
import dev.landfall.contract.logs.TestMetricFilterRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventOperationsTest {
    @TempDir
    Path root;

    LogsFixture logs;

    @BeforeEach
    void open() {
        logs = new LogsFixture(root);
        logs.group("g");
        logs.stream("g", "s");
    }

    @AfterEach
    void close() {
        logs.close();
    }

    private GetLogEventsRequest.Builder request() {
        return GetLogEventsRequest.builder().logGroupName("g").logStreamName("s");
    }

    private GetLogEventsResponse get(GetLogEventsRequest.Builder request) {
        return logs.events.getLogEvents(request.build(), call());
    }

    private static List<String> messages(GetLogEventsResponse page) {
        return page.eventsOrEmpty().stream().map(OutputLogEvent::message).toList();
    }

    @Test
    void givesTheNewestEventsUnlessAskedForTheHead() {
        logs.put("g", "s", events(NOW, "1", "2", "3"));

        assertThat(messages(get(request().limit(2)))).containsExactly("2", "3");
        assertThat(messages(get(request().limit(2).startFromHead(true)))).containsExactly("1", "2");
    }

    @Test
    void aReaderAtTheEndKeepsItsTokenAndSeesWhatComesLater() {
        logs.put("g", "s", events(NOW, "1", "2"));
        var first = get(request().startFromHead(true));
        var end = get(request().nextToken(first.nextForwardToken()));
        assertThat(messages(end)).isEmpty();
        assertThat(end.nextForwardToken()).isEqualTo(first.nextForwardToken());

        logs.put("g", "s", event(NOW, "3"));
        assertThat(messages(get(request().nextToken(end.nextForwardToken())))).containsExactly("3");
    }

    @Test
    void aReaderOfAnEmptyStreamSeesItsFirstEvent() {
        var empty = get(request());
        assertThat(messages(empty)).isEmpty();

        logs.put("g", "s", event(NOW, "first"));
        assertThat(messages(get(request().nextToken(empty.nextForwardToken())))).containsExactly("first");
    }

    @Test
    void turningRoundAtEitherEndLosesNoEvent() {
        logs.put("g", "s", events(NOW, "1", "2", "3"));
        var tail = get(request().limit(1));
        var pastTail = get(request().limit(1).nextToken(tail.nextForwardToken()));
        assertThat(messages(get(request().limit(1).nextToken(pastTail.nextBackwardToken()))))
                .containsExactly("3");

        var head = get(request().limit(1).startFromHead(true));
        var pastHead = get(request().limit(1).nextToken(head.nextBackwardToken()));
        assertThat(messages(pastHead)).isEmpty();
        assertThat(pastHead.nextBackwardToken()).isEqualTo(head.nextBackwardToken());
        assertThat(messages(get(request().limit(1).nextToken(pastHead.nextForwardToken()))))
                .containsExactly("1");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void pagingEitherWayGivesEachEventOnce(long seed) {
        var random = new Random(seed);
        var wanted = new ArrayList<String>();
        for (var i = 0; i < 60; i++) {
            wanted.add("e" + i);
            logs.put("g", "s", event(NOW.plusMillis(i / 3), "e" + i));
        }
        var limit = 1 + random.nextInt(25);
        assertThat(walk(request().limit(limit).startFromHead(true), true)).isEqualTo(wanted);
        assertThat(walk(request().limit(limit), false)).isEqualTo(wanted);
    }

    /** Follows one kind of token until it comes back. */
    private List<String> walk(GetLogEventsRequest.Builder request, boolean forward) {
        var found = new ArrayList<String>();
        String token = null;
        while (true) {
            var page = get(request.nextToken(token));
            var messages = new ArrayList<>(messages(page));
            if (!forward) {
                Collections.reverse(messages);
            }
            found.addAll(messages);
            var next = forward ? page.nextForwardToken() : page.nextBackwardToken();
            if (next.equals(token)) {
                if (!forward) {
                    Collections.reverse(found);
                }
                return found;
            }
            token = next;
        }
    }

    @Test
    void theEndTimeIsExclusiveToGetAndInclusiveToFilter() {
        logs.put("g", "s", event(NOW, "a"), event(NOW.plusMillis(1), "b"), event(NOW.plusMillis(2), "c"));
        var start = NOW.toEpochMilli();

        assertThat(messages(get(request().startTime(start + 1).endTime(start + 2))))
                .containsExactly("b");
        assertThat(filter(FilterLogEventsRequest.builder()
                        .logGroupName("g")
                        .startTime(start + 1)
                        .endTime(start + 2)))
                .containsExactly("b", "c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"f/1/s", "x", "f/00000000000000000000000000000000000000000000000000000000/s"})
    void refusesATokenOfAnotherStory(String token) {
        assertFault(
                () -> get(request().nextToken(token)),
                "InvalidParameterException",
                "The specified nextToken is invalid.");
    }

    private List<String> filter(FilterLogEventsRequest.Builder request) {
        var found = new ArrayList<String>();
        String token = null;
        do {
            var page = logs.events.filterLogEvents(request.nextToken(token).build(), call());
            page.eventsOrEmpty().stream().map(FilteredLogEvent::message).forEach(found::add);
            token = page.nextToken();
        } while (token != null);
        return found;
    }

    @Test
    void filtersAcrossStreamsInOrderOfTime() {
        logs.stream("g", "web/1");
        logs.stream("g", "web/2");
        logs.put("g", "web/1", event(NOW, "GET /a"), event(NOW.plusMillis(2), "GET /c"));
        logs.put("g", "web/2", event(NOW.plusMillis(1), "GET /b"), event(NOW.plusMillis(3), "POST /d"));
        logs.put("g", "s", event(NOW, "GET /elsewhere"));

        for (var limit : List.of(1, 2, 100)) {
            assertThat(filter(FilterLogEventsRequest.builder()
                            .logGroupName("g")
                            .logStreamNamePrefix("web/")
                            .filterPattern("GET")
                            .limit(limit)))
                    .containsExactly("GET /a", "GET /b", "GET /c");
            assertThat(filter(FilterLogEventsRequest.builder()
                            .logGroupIdentifier("arn:aws:logs:eu-west-1:123456789012:log-group:g")
                            .logStreamNames(List.of("web/2", "s"))
                            .limit(limit)))
                    .containsExactly("GET /elsewhere", "GET /b", "POST /d");
            assertThat(filter(FilterLogEventsRequest.builder()
                            .logGroupName("g")
                            .logStreamNames(List.of("web/2"))
                            .limit(limit)))
                    .containsExactly("GET /b", "POST /d");
        }
    }

    @Test
    void refusesAPatternThatIsNone() {
        assertFault(
                () -> filter(FilterLogEventsRequest.builder().logGroupName("g").filterPattern("{ $.a = ")),
                "InvalidParameterException",
                "Invalid filter pattern: a value is missing at character 8");
    }

    @Test
    void refusesBatchesAsAwsDoes() {
        assertFault(
                () -> logs.put("g", "s", event(NOW, "a"), event(NOW.minusMillis(1), "b")),
                "InvalidParameterException",
                "Log events in a single PutLogEvents request must be in chronological order.");
        assertFault(
                () -> logs.put("g", "s", event(NOW.minus(Duration.ofHours(25)), "a"), event(NOW, "b")),
                "InvalidParameterException",
                "The batch of log events in a single PutLogEvents request cannot span more than 24 hours.");
        assertFault(
                () -> logs.put("g", "s", event(NOW, "x".repeat(600_000)), event(NOW, "x".repeat(448_525))),
                "InvalidParameterException",
                "Upload too large: 1048577 bytes exceeds limit of 1048576");
        logs.put("g", "s", event(NOW, "x".repeat(600_000)), event(NOW, "x".repeat(448_524)));
        assertFault(
                () -> logs.put("g", "none", event(NOW, "a")),
                "ResourceNotFoundException",
                "The specified log stream does not exist.");
        assertThat(get(request().startFromHead(true)).eventsOrEmpty()).hasSize(2);
    }

    @Test
    void rejectsEventsByAgeAndKeepsTheRest() {
        var old = logs.put(
                "g",
                "s",
                event(NOW.minus(Duration.ofDays(14)).minusMillis(1), "too old"),
                event(NOW.minus(Duration.ofDays(14)), "old enough"));
        assertThat(old.rejectedLogEventsInfo().tooOldLogEventEndIndex()).isEqualTo(1);
        assertThat(old.rejectedLogEventsInfo().tooNewLogEventStartIndex()).isNull();
        var young = logs.put(
                "g", "s", event(NOW, "now"), event(NOW.plus(Duration.ofHours(2)).plusMillis(1), "too new"));
        assertThat(young.rejectedLogEventsInfo().tooNewLogEventStartIndex()).isEqualTo(1);

        assertThat(logs.messages("g", "s")).containsExactly("old enough", "now");
        assertThat(logs.put("g", "s", event(NOW, "fine")).rejectedLogEventsInfo())
                .isNull();
    }

    @Test
    void describesStreamsByNameAndByTheirLastEvent() {
        for (var name : List.of("c", "b", "a")) {
            logs.stream("g", name);
        }
        logs.put("g", "a", event(NOW, "x"), event(NOW.plusMillis(5), "y"));
        logs.put("g", "c", event(NOW.plusMillis(1), "z"));

        assertThat(names(DescribeLogStreamsRequest.builder())).containsExactly("a", "b", "c", "s");
        assertThat(names(DescribeLogStreamsRequest.builder().descending(true))).containsExactly("s", "c", "b", "a");
        assertThat(names(DescribeLogStreamsRequest.builder().logStreamNamePrefix("b")))
                .containsExactly("b");
        assertThat(names(DescribeLogStreamsRequest.builder()
                        .orderBy(OrderBy.LAST_EVENT_TIME)
                        .descending(true)))
                .containsExactly("a", "c", "s", "b");
        var a = logs.streams
                .describeLogStreams(
                        DescribeLogStreamsRequest.builder()
                                .logGroupName("g")
                                .logStreamNamePrefix("a")
                                .build(),
                        call())
                .logStreamsOrEmpty()
                .getFirst();
        assertThat(a.firstEventTimestamp()).isEqualTo(NOW.toEpochMilli());
        assertThat(a.lastEventTimestamp()).isEqualTo(NOW.plusMillis(5).toEpochMilli());
        assertThat(a.arn()).isEqualTo("arn:aws:logs:eu-west-1:123456789012:log-group:g:log-stream:a");
        assertThat(a.uploadSequenceToken()).matches("\\d{56}");
    }

    private List<String> names(DescribeLogStreamsRequest.Builder request) {
        var found = new ArrayList<String>();
        String token = null;
        do {
            var page = logs.streams.describeLogStreams(
                    request.logGroupName("g").limit(3).nextToken(token).build(), call());
            page.logStreamsOrEmpty().stream().map(LogStream::logStreamName).forEach(found::add);
            token = page.nextToken();
        } while (token != null);
        return found;
    }

    @Test
    void aStreamMadeAnewIsEmpty() {
        logs.put("g", "s", event(NOW, "old"));
        logs.streams.deleteLogStream(
                DeleteLogStreamRequest.builder()
                        .logGroupName("g")
                        .logStreamName("s")
                        .build(),
                call());
        logs.stream("g", "s");

        assertThat(logs.messages("g", "s")).isEmpty();
        assertFault(
                () -> logs.stream("g", "s"),
                "ResourceAlreadyExistsException",
                "The specified log stream already exists");
    }

    @Test
    void aPageHoldsAMebibyteAtMost() {
        var big = IntStream.range(0, 3)
                .mapToObj(i -> event(NOW, String.valueOf(i).repeat(300_000)))
                .toArray(InputLogEvent[]::new);
        logs.put("g", "s", big);
        logs.put("g", "s", big);

        assertThat(get(request().startFromHead(true)).eventsOrEmpty()).hasSize(3);
        assertThat(filter(FilterLogEventsRequest.builder().logGroupName("g"))).hasSize(6);
    }

    @Test
    void testsAPatternOnMessages() {
        var answer = logs.events.testMetricFilter(
                TestMetricFilterRequest.builder()
                        .filterPattern("[level = ERROR, ...]")
                        .logEventMessages(List.of("INFO fine", "ERROR bad"))
                        .build(),
                call());

        assertThat(answer.matchesOrEmpty()).singleElement().satisfies(match -> {
            assertThat(match.eventNumber()).isEqualTo(2);
            assertThat(match.extractedValues()).containsEntry("$level", "ERROR");
        });
    }
}
