package dev.landfall.store.sqlite;

import dev.landfall.store.Key;
import dev.landfall.store.Kind;
import dev.landfall.store.Store;
import dev.landfall.store.Subscriptions.Aftermath;
import dev.landfall.store.Transaction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Reads and writes through the writer's session, within a savepoint of its own. */
final class SqliteTransaction extends SqliteReader implements Transaction {
    private final Session session;
    private final Indexes indexes;
    private final LongSupplier versions;
    private final List<Runnable> afterCommit = new ArrayList<>();
    private final Map<List<Object>, Store.Change> changes = new LinkedHashMap<>();
    private final Map<String, Kind<?>> built = new HashMap<>();

    /** What a document's row says beside its body. */
    private record Head(long id, long version, Entries entries) {}

    SqliteTransaction(Session session, Indexes indexes, LongSupplier versions) {
        super(session, indexes);
        this.session = session;
        this.indexes = indexes;
        this.versions = versions;
    }

    @Override
    public <T> long put(Kind<T> kind, Key key, T value) {
        return put(kind, key, value, head(kind, key));
    }

    @Override
    public <T> long put(Kind<T> kind, Key key, T value, long expectedVersion) {
        var head = head(kind, key);
        var version = head.map(Head::version).orElse(0L);
        if (version != expectedVersion) {
            throw Conflict.of(kind, key, version, expectedVersion);
        }
        return put(kind, key, value, head);
    }

    private <T> long put(Kind<T> kind, Key key, T value, Optional<Head> head) {
        var entries = Entries.of(kind, key, value);
        var body = kind.codec().encode(value);
        var version = versions.getAsLong();
        if (head.isPresent()) {
            var sql = "UPDATE documents SET version = ?, entries = ?, body = ? WHERE id = ?";
            session.run(sql, version, entries.encode(), body, head.get().id());
        } else {
            var sql = "INSERT INTO documents (kind, key, version, entries, body) VALUES (?, ?, ?, ?, ?)";
            session.run(sql, kind.name(), key.encoded(), version, entries.encode(), body);
        }
        move(kind, key, head.map(Head::entries).orElse(Entries.NONE), entries);
        changed(kind, key, false);
        return version;
    }

    @Override
    public boolean delete(Kind<?> kind, Key key) {
        var head = head(kind, key);
        if (head.isEmpty()) {
            return false;
        }
        session.run("DELETE FROM documents WHERE id = ?", head.get().id());
        move(kind, key, head.get().entries(), Entries.NONE);
        changed(kind, key, true);
        return true;
    }

    private void move(Kind<?> kind, Key key, Entries before, Entries now) {
        before.without(now).forEach(entry -> Indexes.leave(session, kind, entry, key.encoded()));
        now.without(before).forEach(entry -> Indexes.enter(session, kind, entry, key.encoded()));
    }

    private Optional<Head> head(Kind<?> kind, Key key) {
        return session(kind)
                .queryOne(
                        row -> new Head(row.getLong(1), row.getLong(2), Entries.decode(row.getBytes(3))),
                        "SELECT id, version, entries FROM documents WHERE kind = ? AND key = ?",
                        kind.name(),
                        key.encoded());
    }

    /** Unlike a reader's, it finds every index built. */
    @Override
    Session session(Kind<?> kind) {
        super.session(kind);
        if (!indexes.isBuilt(kind) && built.putIfAbsent(kind.name(), kind) == null) {
            indexes.build(session, kind);
        }
        return session;
    }

    @Override
    public void afterCommit(Runnable action) {
        requireOpen();
        afterCommit.add(action);
    }

    private void changed(Kind<?> kind, Key key, boolean deleted) {
        changes.put(List.of(kind.name(), key), new Store.Change(kind, key, deleted));
    }

    Collection<Kind<?>> built() {
        return built.values();
    }

    Aftermath aftermath() {
        return new Aftermath(List.copyOf(afterCommit), List.copyOf(changes.values()));
    }
}
