package dev.landfall.logs.storage;

import dev.landfall.engine.LogLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * Log events on disk. A batch is durable when {@link #append} returns, or not there at all. Groups and streams are known
 * by ids that are never used twice; a group that never had an event has no file.
 *
 * <p>Every call may throw {@link StorageFault}. Calls block on files; they belong on a request's own thread or a
 * forwarder's, never in a transaction of the state store.
 */
public final class EventStorage implements AutoCloseable {
    private static final int WRITERS = 2; // groups whose commits wait for the disk at once

    private final Path root;
    private final PartitionPool pool;
    private final ExecutorService writers = Executors.newFixedThreadPool(
            WRITERS, Thread.ofPlatform().daemon().name("log-writer-", 0).factory());
    private final Map<String, GroupPartitions> groups = new ConcurrentHashMap<>();

    /** @param maxOpen how many partitions to keep open at most; each takes three file handles and half a mebibyte */
    public EventStorage(Path root, int maxOpen) {
        this.root = root;
        this.pool = new PartitionPool(maxOpen);
    }

    /** Stores events of one stream, in their order, and with them how far their source was read. */
    public void append(
            String group, StreamRef stream, List<NewEvent> events, Optional<SourceCursor> cursor, Instant now) {
        group(group).append(new Append(stream, List.copyOf(events), cursor, now.toEpochMilli()));
    }

    /** How far a source has been stored in this group; empty when nothing of it was. */
    public Optional<LogLine.Position> cursor(String group, String source) {
        return group(group).cursor(source);
    }

    /** Drops the cursor of a source that will not be read again. */
    public void forget(String group, String source) {
        group(group).forget(source);
    }

    public EventRun read(String group, EventQuery query) {
        return group(group).read(query);
    }

    /** What a group's events take, as {@link StoredEvent#size} counts them. */
    public long storedBytes(String group) {
        return group(group).storedBytes();
    }

    /** By stream id; a stream without events is not among them. */
    public Map<String, StreamStatistics> statistics(String group) {
        return group(group).byStream();
    }

    public void deleteStream(String group, String stream) {
        group(group).deleteStream(stream);
    }

    /** Removes a group's files. */
    public void deleteGroup(String group) {
        group(group).delete();
        groups.remove(group);
    }

    /** Removes events with timestamps before a moment. */
    public void expire(String group, Instant before) {
        group(group).expire(before.toEpochMilli());
    }

    /** The groups that have files. */
    public Set<String> groups() {
        if (!Files.isDirectory(root)) {
            return Set.of();
        }
        try (var entries = Files.list(root)) {
            return entries.filter(Files::isDirectory)
                    .map(entry -> entry.getFileName().toString())
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new StorageFault("The log folder cannot be read", e);
        }
    }

    private GroupPartitions group(String id) {
        if (!id.matches("[A-Za-z0-9-]{1,64}")) {
            throw new IllegalArgumentException("Not the id of a log group: " + id);
        }
        return groups.computeIfAbsent(id, name -> new GroupPartitions(root.resolve(name), pool, writers));
    }

    /** Lets what is being written end, then closes the files. */
    @Override
    public void close() {
        writers.close();
        pool.close();
    }
}
