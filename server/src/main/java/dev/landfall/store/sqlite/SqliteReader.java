package dev.landfall.store.sqlite;

import dev.landfall.store.Document;
import dev.landfall.store.Index;
import dev.landfall.store.Key;
import dev.landfall.store.Kind;
import dev.landfall.store.Reader;
import dev.landfall.store.Scan;
import java.util.List;
import java.util.Optional;

/** Reads through a session, for as long as the lambda runs that it was made for. */
class SqliteReader implements Reader {
    private final Session session;
    private final Indexes indexes;
    private final Thread thread = Thread.currentThread();
    private boolean over;

    SqliteReader(Session session, Indexes indexes) {
        this.session = session;
        this.indexes = indexes;
    }

    @Override
    public <T> Optional<Document<T>> find(Kind<T> kind, Key key) {
        var sql = "SELECT key, version, body FROM documents WHERE kind = ? AND key = ?";
        return session(kind).queryOne(reading(kind), sql, kind.name(), key.encoded());
    }

    @Override
    public <T> List<Document<T>> list(Kind<T> kind, Scan scan) {
        var range = Range.ofDocuments("key", scan);
        var sql = "SELECT key, version, body FROM documents WHERE kind = ? AND " + range.condition() + " ORDER BY key"
                + Range.order(scan) + " LIMIT ?";
        return session(kind).query(reading(kind), sql, range.between(List.of(kind.name()), (long) scan.limit()));
    }

    @Override
    public <T> List<Document<T>> list(Kind<T> kind, Index<T> index, Scan scan) {
        var session = indexed(kind, index);
        if (session.isEmpty()) {
            return Unindexed.list(list(kind, Scan.under(Key.ROOT)), index, scan);
        }
        var range = Range.ofEntries(scan);
        // CROSS JOIN keeps the order of the tables: entries lead, documents are looked up.
        var sql = "SELECT d.key, d.version, d.body FROM entries e CROSS JOIN documents d"
                + " ON d.kind = e.kind AND d.key = e.key WHERE e.kind = ? AND e.index_name = ? AND " + range.condition()
                + " ORDER BY e.entry" + Range.order(scan) + ", e.key" + Range.order(scan) + " LIMIT ?";
        var arguments = range.between(List.of(kind.name(), index.name()), (long) scan.limit());
        return session.get().query(reading(kind), sql, arguments);
    }

    @Override
    public <T> long count(Kind<T> kind, Index<T> index, Key prefix) {
        var session = indexed(kind, index);
        if (session.isEmpty()) {
            return Unindexed.list(list(kind, Scan.under(Key.ROOT)), index, Scan.under(prefix))
                    .size();
        }
        var range = Range.ofEntries(Scan.under(prefix));
        var sql = "SELECT count(*) FROM entries e WHERE e.kind = ? AND e.index_name = ? AND " + range.condition();
        var arguments = range.between(List.of(kind.name(), index.name()));
        return session.get().queryOne(row -> row.getLong(1), sql, arguments).orElse(0L);
    }

    /** The session, ready for this kind. @throws IllegalStateException when the lambda is over or on another thread */
    Session session(Kind<?> kind) {
        requireOpen();
        indexes.requireSame(kind);
        return session;
    }

    /** Empty when the index is not in the file yet; a reader cannot build it. */
    private <T> Optional<Session> indexed(Kind<T> kind, Index<T> index) {
        if (kind.indexes().stream().noneMatch(known -> known.name().equals(index.name()))) {
            throw new IllegalStateException(kind.name() + " has no index " + index.name());
        }
        var session = session(kind);
        if (!indexes.isBuilt(kind) && !indexes.isRecorded(session, kind)) {
            return Optional.empty();
        }
        return Optional.of(session);
    }

    void requireOpen() {
        if (over || Thread.currentThread() != thread) {
            throw new IllegalStateException("A transaction was used outside its lambda");
        }
    }

    void end() {
        over = true;
    }

    static <T> Session.Row<Document<T>> reading(Kind<T> kind) {
        return row ->
                new Document<>(Key.decode(row.getString(1)), kind.codec().decode(row.getBytes(3)), row.getLong(2));
    }
}
