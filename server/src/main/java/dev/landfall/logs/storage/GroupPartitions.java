package dev.landfall.logs.storage;

import dev.landfall.engine.LogLine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** The partitions of one group, in a folder of their own. */
final class GroupPartitions {
    private static final String SUFFIX = ".db";
    private static final long DAY_MILLIS = Duration.ofDays(1).toMillis();

    private static final long CURSOR_DAYS = 400; // of a source that was silent for longer and never forgotten

    private final Path folder;
    private final PartitionPool pool;
    private final GroupCommit commits;
    /** Held for reading by whoever uses partitions, for writing by whoever removes some. */
    private final ReentrantReadWriteLock files = new ReentrantReadWriteLock();

    private final ReentrantLock creating = new ReentrantLock();
    private final NavigableMap<Integer, Optional<StreamStatistics>> totals = new ConcurrentSkipListMap<>();

    GroupPartitions(Path folder, PartitionPool pool, Executor writers) {
        this.folder = folder;
        this.pool = pool;
        this.commits = new GroupCommit(writers, this::write);
        for (var day : days(folder)) {
            if (pool.with(file(day), Partition::created)) {
                totals.put(day, pool.with(file(day), PartitionReader::total));
            }
        }
    }

    private static List<Integer> days(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> name.matches("\\d{1,6}\\.db"))
                    .map(name -> Integer.parseInt(name.substring(0, name.length() - SUFFIX.length())))
                    .toList();
        } catch (IOException e) {
            throw new StorageFault("The log folder cannot be read", e);
        }
    }

    private Path file(int day) {
        return folder.resolve(day + SUFFIX);
    }

    void append(Append batch) {
        commits.submit(batch);
    }

    private void write(List<Append> batches) {
        files.readLock().lock();
        try {
            var day = dayFor(batches.getLast().ingestionTime());
            pool.with(file(day), partition -> {
                PartitionWriter.append(partition, batches);
                totals.merge(
                        day,
                        Append.total(batches),
                        (old, more) -> old.map(o -> more.map(o::and).orElse(o)).or(() -> more));
                return day;
            });
        } finally {
            files.readLock().unlock();
        }
    }

    /** Never a day before the newest: its partition has the cursors, also after the clock was set back. */
    private int dayFor(long now) {
        var today = (int) Math.floorDiv(now, DAY_MILLIS);
        creating.lock();
        try {
            if (!totals.isEmpty() && totals.lastKey() >= today) {
                return totals.lastKey();
            }
            create(today);
            return today;
        } finally {
            creating.unlock();
        }
    }

    private void create(int day) {
        try {
            Files.createDirectories(folder);
            sync(folder.resolve(".."));
        } catch (IOException e) {
            throw new StorageFault("The log folder cannot be made", e);
        }
        var oldest = Instant.ofEpochMilli((day - CURSOR_DAYS) * DAY_MILLIS);
        List<SourceCursor> cursors = totals.isEmpty() ? List.of() : pool.with(file(totals.lastKey()), Cursors::all);
        pool.with(file(day), partition -> {
            partition.transaction(() -> {
                partition.createTables();
                for (var cursor : cursors) {
                    if (cursor.position().stamp().isAfter(oldest)) {
                        Cursors.save(partition, cursor);
                    }
                }
            });
            return day;
        });
        totals.put(day, Optional.empty());
    }

    private static void sync(Path directory) throws IOException {
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    Optional<LogLine.Position> cursor(String source) {
        files.readLock().lock();
        try {
            return totals.isEmpty()
                    ? Optional.empty()
                    : pool.with(file(totals.lastKey()), partition -> Cursors.find(partition, source))
                            .map(SourceCursor::position);
        } finally {
            files.readLock().unlock();
        }
    }

    void forget(String source) {
        forEach(day -> pool.with(file(day), partition -> {
            Cursors.forget(partition, source);
            return day;
        }));
    }

    EventRun read(EventQuery query) {
        files.readLock().lock();
        try {
            return new Merge(
                            query, totals, (day, part) -> pool.with(file(day), p -> PartitionReader.read(p, day, part)))
                    .run();
        } finally {
            files.readLock().unlock();
        }
    }

    long storedBytes() {
        return totals.values().stream()
                .flatMap(Optional::stream)
                .mapToLong(StreamStatistics::bytes)
                .sum();
    }

    Map<String, StreamStatistics> byStream() {
        var all = new HashMap<String, StreamStatistics>();
        forEach(day -> pool.with(file(day), PartitionReader::byStream)
                .forEach((stream, statistics) -> all.merge(stream, statistics, StreamStatistics::and)));
        return all;
    }

    void deleteStream(String stream) {
        forEach(day -> pool.with(file(day), partition -> {
            PartitionWriter.deleteStream(partition, stream);
            return count(day, partition);
        }));
    }

    /** While the partition is held: a batch that came between would be missing from the total. */
    private int count(int day, Partition partition) throws SQLException {
        totals.put(day, PartitionReader.total(partition));
        return day;
    }

    private void forEach(java.util.function.IntConsumer work) {
        files.readLock().lock();
        try {
            totals.keySet().forEach(work::accept);
        } finally {
            files.readLock().unlock();
        }
    }

    /** Removes what is older than a moment: whole partitions where it can, else events. */
    void expire(long before) {
        for (var day : List.copyOf(totals.keySet())) {
            var total = totals.get(day);
            var newest = day.equals(totals.lastKey());
            if (total != null
                    && !newest
                    && total.map(t -> t.lastEventTimestamp() < before).orElse(true)) {
                drop(day);
            } else if (total != null
                    && total.map(t -> t.firstEventTimestamp() < before).orElse(false)) {
                trim(day, before);
            }
        }
    }

    private void drop(int day) {
        files.writeLock().lock();
        try {
            pool.discard(file(day));
            totals.remove(day);
            for (var suffix : List.of("", "-wal", "-shm")) {
                Files.deleteIfExists(folder.resolve(day + SUFFIX + suffix));
            }
        } catch (IOException e) {
            throw new StorageFault("An expired log partition cannot be removed", e);
        } finally {
            files.writeLock().unlock();
        }
    }

    private void trim(int day, long before) {
        while (underRead(() -> pool.with(file(day), partition -> PartitionWriter.expire(partition, before)))) {
            // The lock is let go between the pieces.
        }
        underRead(() -> pool.with(file(day), partition -> {
            PartitionWriter.recount(partition, before);
            return count(day, partition);
        }));
    }

    private <T> T underRead(java.util.function.Supplier<T> work) {
        files.readLock().lock();
        try {
            return work.get();
        } finally {
            files.readLock().unlock();
        }
    }

    /** Removes everything. */
    void delete() {
        files.writeLock().lock();
        try {
            totals.keySet().forEach(day -> pool.discard(file(day)));
            totals.clear();
            if (!Files.isDirectory(folder)) {
                return;
            }
            try (var entries = Files.walk(folder)) {
                for (var entry : new ArrayList<>(
                        entries.sorted(Comparator.reverseOrder()).toList())) {
                    Files.deleteIfExists(entry);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            throw new StorageFault("The log folder cannot be removed", e);
        } finally {
            files.writeLock().unlock();
        }
    }
}
