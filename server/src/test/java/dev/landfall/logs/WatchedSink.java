package dev.landfall.logs;

import dev.landfall.engine.LogLine;
import dev.landfall.wire.Realm;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A sink that tells before and after each append, where the test can let things go wrong. */
record WatchedSink(Sink sink, Runnable before, Runnable after) implements Sink {
    @Override
    public Opened open(Realm realm, AwslogsOptions options, Optional<String> stream, Instant now) {
        return sink.open(realm, options, stream, now);
    }

    @Override
    public void ensure(Destination destination, Instant now) {
        sink.ensure(destination, now);
    }

    @Override
    public LogLine.Position cursor(Destination destination, String source) {
        return sink.cursor(destination, source);
    }

    @Override
    public boolean append(Destination destination, String source, List<LogLine> lines, Instant now) {
        before.run();
        var stored = sink.append(destination, source, lines, now);
        after.run();
        return stored;
    }

    @Override
    public void forget(Destination destination, String source) {
        sink.forget(destination, source);
    }
}
