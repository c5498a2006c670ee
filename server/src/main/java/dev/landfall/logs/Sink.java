package dev.landfall.logs;

import dev.landfall.engine.LogLine;
import dev.landfall.wire.Realm;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where the lines of containers go. */
public interface Sink {
    /** A stream that lines go to, by its names. */
    record Destination(Realm realm, String group, String stream) {}

    /** What came of {@link #open}. */
    sealed interface Opened {
        /** The group is there, and the stream where it was named. */
        record Ready() implements Opened {}

        /** There is no such group, and nobody asked to make one. */
        record GroupMissing(String group) implements Opened {}

        /** The names cannot be used. */
        record Refused(String message) implements Opened {}
    }

    /**
     * Makes sure that the stream exists, and its group where the options say so. Writes to the state store; not for
     * transactions.
     *
     * @param realm of the task; the options may name another region
     * @param stream empty where its name is not known yet
     */
    Opened open(Realm realm, AwslogsOptions options, Optional<String> stream, Instant now);

    /** Makes the stream where it is missing and its group is not. Writes to the state store; not for transactions. */
    void ensure(Destination destination, Instant now);

    /** How far a source has been stored at its destination; the start when nothing of it was. */
    LogLine.Position cursor(Destination destination, String source);

    /**
     * Stores lines of one source, in order, whole or not at all, with how far that source was read. Empty lines are left
     * out, as the awslogs driver does. A stream that was deleted meanwhile is made again while its group exists.
     *
     * @return whether they were stored; false when the group is gone
     * @throws dev.landfall.logs.storage.StorageFault when the disk fails; try again later
     */
    boolean append(Destination destination, String source, List<LogLine> lines, Instant now);

    /** Drops what is remembered of a source whose container is gone. */
    void forget(Destination destination, String source);
}
