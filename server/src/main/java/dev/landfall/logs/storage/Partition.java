package dev.landfall.logs.storage;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.sqlite.SQLiteConfig;

/** One open database: the events of one group that were ingested on one day. Not for two threads at once. */
final class Partition implements AutoCloseable {
    private static final int PAGE_CACHE_KIB = 512; // dozens may be open
    private static final int BUSY_MILLIS = 5_000;

    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    private Partition(Connection connection) {
        this.connection = connection;
    }

    static Partition open(Path file) throws SQLException {
        var config = new SQLiteConfig();
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setCacheSize(-PAGE_CACHE_KIB);
        config.setBusyTimeout(BUSY_MILLIS);
        var connection = config.createConnection("jdbc:sqlite:" + file);
        try {
            var partition = new Partition(connection);
            partition.execute("PRAGMA auto_vacuum = INCREMENTAL"); // counts only before the file has a page
            partition.execute("PRAGMA journal_mode = WAL");
            return partition;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Whether its tables are there. Without them it holds nothing: its first commit made them, with the cursors. */
    boolean created() throws SQLException {
        return number("PRAGMA user_version") != 0;
    }

    void createTables() throws SQLException {
        for (var statement : Schema.STATEMENTS) {
            execute(statement);
        }
    }

    @FunctionalInterface
    interface Writes {
        void run() throws SQLException;
    }

    /** Commits all of it durably, or nothing. */
    void transaction(Writes writes) throws SQLException {
        connection.setAutoCommit(false);
        try {
            writes.run();
            connection.commit();
        } catch (Throwable e) { // an error too: without this, going back to auto-commit would commit the half of it
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    /** A statement kept for the next time. */
    PreparedStatement prepared(String sql) throws SQLException {
        var known = statements.get(sql);
        if (known != null) {
            return known;
        }
        var statement = connection.prepareStatement(sql);
        statements.put(sql, statement);
        return statement;
    }

    void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    long number(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new StorageFault("A log partition cannot be closed", e);
        }
    }
}
