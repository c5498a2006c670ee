package dev.landfall.logs;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.contract.Fault;
import dev.landfall.contract.logs.CreateLogGroupRequest;
import dev.landfall.contract.logs.CreateLogStreamRequest;
import dev.landfall.contract.logs.GetLogEventsRequest;
import dev.landfall.contract.logs.InputLogEvent;
import dev.landfall.contract.logs.OutputLogEvent;
import dev.landfall.contract.logs.PutLogEventsRequest;
import dev.landfall.contract.logs.PutLogEventsResponse;
import dev.landfall.logs.storage.EventStorage;
import dev.landfall.store.Store;
import dev.landfall.store.memory.MemoryStore;
import dev.landfall.wire.Call;
import dev.landfall.wire.Principal;
import dev.landfall.wire.Realm;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** CloudWatch Logs on a memory store and real files. */
final class LogsFixture implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    static final Realm REALM = new Realm("123456789012", "eu-west-1");

    final Store store = new MemoryStore();
    final Random random = new Random(1);
    final EventStorage storage;
    final GroupOperations groups;
    final StreamOperations streams;
    final EventOperations events;
    final RetentionOperations retention = new RetentionOperations(store);
    final TagOperations tags = new TagOperations(store);
    final LogSink sink;

    LogsFixture(Path root) {
        storage = new EventStorage(root, 4);
        groups = new GroupOperations(store, storage, random);
        streams = new StreamOperations(store, storage, random);
        events = new EventOperations(store, storage);
        sink = new LogSink(store, storage, random);
    }

    static Call at(Instant now) {
        return new Call(REALM, Principal.root(REALM.account(), "AKIATEST"), "request", now);
    }

    static Call call() {
        return at(NOW);
    }

    void group(String name) {
        groups.createLogGroup(CreateLogGroupRequest.builder().logGroupName(name).build(), call());
    }

    void stream(String group, String name) {
        streams.createLogStream(
                CreateLogStreamRequest.builder()
                        .logGroupName(group)
                        .logStreamName(name)
                        .build(),
                call());
    }

    PutLogEventsResponse put(String group, String stream, InputLogEvent... inputs) {
        return events.putLogEvents(
                PutLogEventsRequest.builder()
                        .logGroupName(group)
                        .logStreamName(stream)
                        .logEvents(List.of(inputs))
                        .build(),
                call());
    }

    static InputLogEvent event(Instant timestamp, String message) {
        return InputLogEvent.builder()
                .timestamp(timestamp.toEpochMilli())
                .message(message)
                .build();
    }

    static InputLogEvent[] events(Instant timestamp, String... messages) {
        return Arrays.stream(messages).map(message -> event(timestamp, message)).toArray(InputLogEvent[]::new);
    }

    List<String> messages(String group, String stream) {
        var request = GetLogEventsRequest.builder()
                .logGroupName(group)
                .logStreamName(stream)
                .startFromHead(true)
                .build();
        return events.getLogEvents(request, call()).eventsOrEmpty().stream()
                .map(OutputLogEvent::message)
                .toList();
    }

    static void assertFault(ThrowingCallable work, String code, String message) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        Fault.class,
                        fault -> org.assertj.core.api.Assertions.assertThat(
                                        fault.type().code() + ": " + fault.message())
                                .isEqualTo(code + ": " + message));
    }

    @Override
    public void close() {
        storage.close();
        store.close();
    }
}
