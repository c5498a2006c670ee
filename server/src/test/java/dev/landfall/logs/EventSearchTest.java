package dev.landfall.logs;

import static dev.landfall.logs.LogsFixture.NOW;
import static dev.landfall.logs.LogsFixture.REALM;
import static dev.landfall.logs.LogsFixture.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.contract.logs.FilterLogEventsRequest;
import dev.landfall.contract.logs.FilterLogEventsResponse;
import dev.landfall.contract.logs.FilteredLogEvent;
import dev.landfall.contract.logs.InputLogEvent;
import dev.landfall.logs.pattern.FilterPattern;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventSearchTest {
    private static final int LINES = 100;
    private static final String LINE = "x".repeat(1_000);
    /** For a thousand characters without a space it looks at half a million. */
    private static final String NOTHING = "%\\w+ nothing%";

    private static final long LOOKS_FOR_SEVERAL_LINES = 5_000_000;

    @TempDir
    Path root;

    LogsFixture logs;

    @BeforeEach
    void open() {
        logs = new LogsFixture(root);
        logs.group("g");
        logs.stream("g", "s");
        logs.put(
                "g",
                "s",
                IntStream.range(0, LINES)
                        .mapToObj(i -> event(NOW.plusMillis(i), i % 10 == 5 ? "so nothing " + i : LINE))
                        .toArray(InputLogEvent[]::new));
    }

    @AfterEach
    void close() {
        logs.close();
    }

    /** All pages, each with a budget and limits of its own. */
    private List<FilterLogEventsResponse> pages(String pattern, long looks, EventSearch.Limits limits) {
        var group = logs.store.read(reader -> Groups.get(reader, REALM, "g"));
        var pages = new ArrayList<FilterLogEventsResponse>();
        String token = null;
        do {
            var search =
                    new EventSearch(logs.storage, group, List.of(), FilterPattern.parse(pattern, looks), limits, NOW);
            var page = search.run(FilterLogEventsRequest.builder()
                    .logGroupName("g")
                    .nextToken(token)
                    .build());
            pages.add(page);
            token = page.nextToken();
        } while (token != null);
        return pages;
    }

    private static List<String> messages(List<FilterLogEventsResponse> pages) {
        return pages.stream()
                .flatMap(page -> page.eventsOrEmpty().stream())
                .map(FilteredLogEvent::message)
                .toList();
    }

    @Test
    void aCostlyExpressionIsAnsweredInMorePages() {
        var wanted = IntStream.range(0, LINES / 10).mapToObj(i -> "so nothing " + (i * 10 + 5));
        var found = pages(NOTHING, LOOKS_FOR_SEVERAL_LINES, EventSearch.Limits.USUAL);

        assertThat(found).hasSizeBetween(5, LINES);
        assertThat(messages(found)).containsExactlyElementsOf(wanted.toList());
    }

    @Test
    void aPageOfWhichNothingMatchesIsEmptyAndNotTheLast() {
        var found = pages("%\\w+ something%", LOOKS_FOR_SEVERAL_LINES, EventSearch.Limits.USUAL);

        assertThat(found.getFirst().nextToken()).isNotNull();
        assertThat(messages(found)).isEmpty();
    }

    @Test
    void anExpressionThatOneEventIsTooMuchForIsRefused() {
        assertThatThrownBy(() -> pages(NOTHING, 10_000, EventSearch.Limits.USUAL))
                .isInstanceOf(FilterPattern.InvalidPattern.class)
                .hasMessage("Invalid filter pattern: the regular expression takes too long to evaluate");
    }

    @Test
    void aPageExaminesSoManyBytes() {
        var more = IntStream.range(0, 4)
                .mapToObj(i -> event(NOW.plusMillis(LINES + i), "y".repeat(900_000)))
                .toList();
        more.forEach(one -> logs.put("g", "s", one));

        var found = pages("none", FilterPattern.LOOKS, new EventSearch.Limits(50_000, 1 << 20));
        assertThat(found).hasSizeBetween(2, 5);
        assertThat(messages(found)).isEmpty();
        assertThat(pages("none", FilterPattern.LOOKS, EventSearch.Limits.USUAL)).hasSize(1);
    }
}
