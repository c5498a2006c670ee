package dev.landfall.store.sqlite;

import dev.landfall.store.Store.Unavailable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteException;

/**
 * A connection with its prepared statements, used by one thread at a time. After a failure it refuses everything but a
 * rollback: SQLite may have ended the transaction by itself, and what came next would be committed on its own.
 */
final class Session implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);
    private static final int BUSY_TIMEOUT_MILLIS = 10_000; // a backup tool may hold the file for a moment
    private static final int LOG_LIMIT_BYTES = 64 << 20; // the write-ahead log shrinks to this after a burst

    private final Path file;
    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();
    private @Nullable SQLException failure;

    /** How a row becomes a value. */
    @FunctionalInterface
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    private Session(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    static Session writer(Path file) {
        return open(file);
    }

    static Session reader(Path file) {
        var session = open(file);
        session.run("PRAGMA query_only = 1");
        return session;
    }

    private static Session open(Path file) {
        var config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        config.setTempStore(SQLiteConfig.TempStore.MEMORY);
        config.setJournalSizeLimit(LOG_LIMIT_BYTES);
        try {
            return new Session(file, config.createConnection("jdbc:sqlite:" + file));
        } catch (SQLException e) {
            throw unavailable(file, e);
        }
    }

    /** Changes or commands; nothing is answered. */
    void run(String sql, Object... arguments) {
        requireSound();
        try {
            bound(sql, arguments).execute();
        } catch (SQLException e) {
            throw failed(sql, e);
        }
    }

    <T> List<T> query(Row<T> reading, String sql, Object... arguments) {
        requireSound();
        try (var rows = bound(sql, arguments).executeQuery()) {
            var out = new ArrayList<T>();
            while (rows.next()) {
                out.add(reading.read(rows));
            }
            return out;
        } catch (SQLException e) {
            throw failed(sql, e);
        }
    }

    <T> Optional<T> queryOne(Row<T> reading, String sql, Object... arguments) {
        return query(reading, sql, arguments).stream().findFirst();
    }

    /** Rolls back, to a savepoint or whole, and is sound again; false when that failed too. */
    boolean recover(String... commands) {
        var before = failure;
        failure = null;
        try {
            for (var command : commands) {
                run(command);
            }
            return true;
        } catch (Unavailable e) {
            failure = before == null ? failure : before;
            return false;
        }
    }

    /** @throws Unavailable when a statement failed before, even if that was caught */
    void requireSound() {
        if (failure != null) {
            throw unavailable(file, failure);
        }
    }

    private PreparedStatement bound(String sql, Object... arguments) throws SQLException {
        var statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        for (var i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case String text -> statement.setString(i + 1, text);
                case Long number -> statement.setLong(i + 1, number);
                case byte[] bytes -> statement.setBytes(i + 1, bytes);
                default -> throw new IllegalArgumentException("Not a storable value: " + arguments[i]);
            }
        }
        return statement;
    }

    private Unavailable failed(String sql, SQLException e) {
        statements.remove(sql); // the driver closed it
        failure = e;
        return unavailable(file, e);
    }

    private static Unavailable unavailable(Path file, SQLException e) {
        return new Unavailable("Storage in " + file + " cannot be used: " + reason(e), e);
    }

    private static String reason(SQLException e) {
        var message = String.valueOf(e.getMessage());
        if (!(e instanceof SQLiteException known)) {
            return message;
        }
        return switch (known.getResultCode()) {
            case SQLITE_FULL, SQLITE_IOERR_WRITE, SQLITE_IOERR_SHMSIZE ->
                "the disk is full or refuses writes (" + message + ")";
            case SQLITE_CORRUPT, SQLITE_NOTADB -> "the file is damaged or is no database (" + message + ")";
            default -> message; // an open set of SQLite's own words
        };
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.warn("{} was not closed cleanly; it mends itself when it is opened again", file, e);
        }
    }
}
