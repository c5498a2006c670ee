package dev.landfall.logs;

import static dev.landfall.logs.LogsFaults.onDisk;

import dev.landfall.contract.logs.CreateLogStreamRequest;
import dev.landfall.contract.logs.CreateLogStreamResponse;
import dev.landfall.contract.logs.DeleteLogStreamRequest;
import dev.landfall.contract.logs.DeleteLogStreamResponse;
import dev.landfall.contract.logs.DescribeLogStreamsRequest;
import dev.landfall.contract.logs.DescribeLogStreamsResponse;
import dev.landfall.logs.storage.EventStorage;
import dev.landfall.store.Store;
import dev.landfall.wire.Call;
import java.util.random.RandomGenerator;

/** Log streams. */
public final class StreamOperations {
    private final Store store;
    private final EventStorage storage;
    private final Ids ids;

    public StreamOperations(Store store, EventStorage storage, RandomGenerator random) {
        this.store = store;
        this.storage = storage;
        this.ids = new Ids(random);
    }

    public CreateLogStreamResponse createLogStream(CreateLogStreamRequest in, Call call) {
        var name = in.logStreamNameOr("");
        if (!Groups.isKey(name)) {
            throw LogsFaults.invalidParameter("Value at 'logStreamName' must not contain control characters.");
        }
        store.transact(tx -> {
            var group = Groups.get(tx, call.realm(), in.logGroupNameOr(""));
            if (Groups.findStream(tx, call.realm(), group, name).isPresent()) {
                throw LogsFaults.streamExists();
            }
            return tx.put(Stream.KIND, Stream.key(call.realm(), group, name), new Stream(ids.next(), name, call.now()));
        });
        return CreateLogStreamResponse.builder().build();
    }

    public DeleteLogStreamResponse deleteLogStream(DeleteLogStreamRequest in, Call call) {
        record Deleted(Group group, Stream stream) {}
        var deleted = store.transact(tx -> {
            var group = Groups.get(tx, call.realm(), in.logGroupNameOr(""));
            var stream = Groups.getStream(tx, call.realm(), group, in.logStreamNameOr(""));
            tx.delete(Stream.KIND, Stream.key(call.realm(), group, stream.name()));
            return new Deleted(group, stream);
        });
        return onDisk(() -> {
            storage.deleteStream(deleted.group().id(), deleted.stream().id());
            return DeleteLogStreamResponse.builder().build();
        });
    }

    public DescribeLogStreamsResponse describeLogStreams(DescribeLogStreamsRequest in, Call call) {
        return onDisk(() -> new StreamListing(store, storage, call.realm()).list(in));
    }
}
