package dev.landfall.logs.storage;

import dev.landfall.engine.LogLine;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The cursors in a partition. The newest partition of a group holds all that are known. */
final class Cursors {
    private Cursors() {}

    static void save(Partition partition, SourceCursor cursor) throws SQLException {
        var upsert = partition.prepared("""
                INSERT INTO cursor (source, seconds, nanos, ordinal) VALUES (?, ?, ?, ?)
                ON CONFLICT (source) DO UPDATE SET
                  seconds = excluded.seconds, nanos = excluded.nanos, ordinal = excluded.ordinal""");
        upsert.setString(1, cursor.source());
        upsert.setLong(2, cursor.position().stamp().getEpochSecond());
        upsert.setInt(3, cursor.position().stamp().getNano());
        upsert.setInt(4, cursor.position().ordinal());
        upsert.executeUpdate();
    }

    static Optional<SourceCursor> find(Partition partition, String source) throws SQLException {
        var select = partition.prepared("SELECT source, seconds, nanos, ordinal FROM cursor WHERE source = ?");
        select.setString(1, source);
        try (var row = select.executeQuery()) {
            return row.next() ? Optional.of(read(row)) : Optional.empty();
        }
    }

    static List<SourceCursor> all(Partition partition) throws SQLException {
        try (var rows = partition
                .prepared("SELECT source, seconds, nanos, ordinal FROM cursor")
                .executeQuery()) {
            var cursors = new ArrayList<SourceCursor>();
            while (rows.next()) {
                cursors.add(read(rows));
            }
            return cursors;
        }
    }

    static void forget(Partition partition, String source) throws SQLException {
        var delete = partition.prepared("DELETE FROM cursor WHERE source = ?");
        delete.setString(1, source);
        delete.executeUpdate();
    }

    private static SourceCursor read(ResultSet row) throws SQLException {
        var stamp = Instant.ofEpochSecond(row.getLong(2), row.getInt(3));
        return new SourceCursor(row.getString(1), new LogLine.Position(stamp, row.getInt(4)));
    }
}
