package dev.landfall.logs.storage;

import java.sql.SQLException;
import java.util.List;

/** What is written to a partition. */
final class PartitionWriter {
    /** Rows removed in one go, so that appends come in between. */
    static final int EXPIRY_ROWS = 5_000;

    private PartitionWriter() {}

    /** Stores batches in one commit. */
    static void append(Partition partition, List<Append> batches) throws SQLException {
        partition.transaction(() -> {
            for (var batch : batches) {
                if (!batch.events().isEmpty()) {
                    insert(partition, batch, streamRow(partition, batch));
                }
                if (batch.cursor().isPresent()) {
                    Cursors.save(partition, batch.cursor().get());
                }
            }
        });
    }

    private static long streamRow(Partition partition, Append batch) throws SQLException {
        var upsert = partition.prepared("""
                INSERT INTO stream (uid, name, first_timestamp, last_timestamp, last_ingestion, bytes)
                VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (uid) DO UPDATE SET
                  first_timestamp = min(first_timestamp, excluded.first_timestamp),
                  last_timestamp = max(last_timestamp, excluded.last_timestamp),
                  last_ingestion = max(last_ingestion, excluded.last_ingestion),
                  bytes = bytes + excluded.bytes
                RETURNING id""");
        var total = batch.total();
        upsert.setString(1, batch.stream().id());
        upsert.setString(2, batch.stream().name());
        upsert.setLong(3, total.firstEventTimestamp());
        upsert.setLong(4, total.lastEventTimestamp());
        upsert.setLong(5, total.lastIngestionTime());
        upsert.setLong(6, total.bytes());
        try (var row = upsert.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void insert(Partition partition, Append batch, long stream) throws SQLException {
        var insert =
                partition.prepared("INSERT INTO event (stream, timestamp, ingestion, message) VALUES (?, ?, ?, ?)");
        for (var event : batch.events()) {
            insert.setLong(1, stream);
            insert.setLong(2, event.timestamp());
            insert.setLong(3, batch.ingestionTime());
            insert.setString(4, event.message());
            insert.executeUpdate();
        }
    }

    static void deleteStream(Partition partition, String uid) throws SQLException {
        partition.transaction(() -> {
            var events = partition.prepared("DELETE FROM event WHERE stream = (SELECT id FROM stream WHERE uid = ?)");
            events.setString(1, uid);
            events.executeUpdate();
            var stream = partition.prepared("DELETE FROM stream WHERE uid = ?");
            stream.setString(1, uid);
            stream.executeUpdate();
        });
        partition.execute("PRAGMA incremental_vacuum");
    }

    /** Removes some events older than a moment; false when there are no more. */
    static boolean expire(Partition partition, long before) throws SQLException {
        var delete = partition.prepared("""
                DELETE FROM event WHERE sequence IN (
                  SELECT sequence FROM event WHERE timestamp < ? ORDER BY timestamp LIMIT ?)""");
        delete.setLong(1, before);
        delete.setInt(2, EXPIRY_ROWS);
        return delete.executeUpdate() == EXPIRY_ROWS;
    }

    /** Brings the streams' figures in line with the events that are left. */
    static void recount(Partition partition, long before) throws SQLException {
        partition.transaction(() -> {
            partition.execute("DELETE FROM stream WHERE id NOT IN (SELECT stream FROM event)");
            var update = partition.prepared("""
                    UPDATE stream SET (first_timestamp, bytes) = (
                      SELECT min(timestamp), sum(octet_length(message) + 26) FROM event WHERE event.stream = stream.id)
                    WHERE first_timestamp < ?""");
            update.setLong(1, before);
            update.executeUpdate();
        });
        partition.execute("PRAGMA incremental_vacuum");
    }
}
