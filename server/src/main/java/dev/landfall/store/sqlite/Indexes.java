package dev.landfall.store.sqlite;

import dev.landfall.store.Document;
import dev.landfall.store.Index;
import dev.landfall.store.Kind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Which kinds have all their indexes in the file. A program that brings a new index finds documents without entries in
 * it, so the first transaction that meets a kind builds what is missing and drops what the program no longer knows.
 */
final class Indexes {
    private static final long PAGE = 500; // documents in memory at once while building

    private final Map<String, Kind<?>> built = new ConcurrentHashMap<>();
    private final Map<String, Kind<?>> declared = new ConcurrentHashMap<>();

    boolean isBuilt(Kind<?> kind) {
        return built.containsKey(kind.name());
    }

    /** To be told once what {@link #build} did is durable. */
    void built(Kind<?> kind) {
        built.put(kind.name(), kind);
    }

    /** True when the file says so, as seen by a session. */
    boolean isRecorded(Session session, Kind<?> kind) {
        return recorded(session, kind).equals(names(kind));
    }

    /** Builds within the session's transaction. */
    <T> void build(Session session, Kind<T> kind) {
        var recorded = recorded(session, kind);
        if (recorded.equals(names(kind))) {
            return;
        }
        session.run("DELETE FROM entries WHERE kind = ?", kind.name());
        session.run("DELETE FROM indexes WHERE kind = ?", kind.name());
        names(kind)
                .forEach(index ->
                        session.run("INSERT INTO indexes (kind, index_name) VALUES (?, ?)", kind.name(), index));
        var page = documents(session, kind, "");
        while (!page.isEmpty()) {
            page.forEach(document -> place(session, kind, document));
            page = documents(session, kind, page.getLast().key().encoded());
        }
    }

    private static <T> void place(Session session, Kind<T> kind, Document<T> document) {
        var entries = Entries.of(kind, document.key(), document.value());
        var key = document.key().encoded();
        session.run("UPDATE documents SET entries = ? WHERE kind = ? AND key = ?", entries.encode(), kind.name(), key);
        entries.all().forEach(entry -> enter(session, kind, entry, key));
    }

    static void enter(Session session, Kind<?> kind, Entries.Entry entry, String key) {
        var sql = "INSERT OR IGNORE INTO entries (kind, index_name, entry, key) VALUES (?, ?, ?, ?)";
        session.run(sql, kind.name(), entry.index(), entry.entry(), key);
    }

    static void leave(Session session, Kind<?> kind, Entries.Entry entry, String key) {
        var sql = "DELETE FROM entries WHERE kind = ? AND index_name = ? AND entry = ? AND key = ?";
        session.run(sql, kind.name(), entry.index(), entry.entry(), key);
    }

    private static <T> List<Document<T>> documents(Session session, Kind<T> kind, String after) {
        return session.query(
                SqliteReader.reading(kind),
                "SELECT key, version, body FROM documents WHERE kind = ? AND key > ? ORDER BY key LIMIT ?",
                kind.name(),
                after,
                PAGE);
    }

    private static Set<String> recorded(Session session, Kind<?> kind) {
        return Set.copyOf(
                session.query(row -> row.getString(1), "SELECT index_name FROM indexes WHERE kind = ?", kind.name()));
    }

    private static Set<String> names(Kind<?> kind) {
        return kind.indexes().stream().map(Index::name).collect(Collectors.toUnmodifiableSet());
    }

    /** @throws IllegalStateException when two kinds of one name would fight over its indexes */
    void requireSame(Kind<?> kind) {
        var known = declared.putIfAbsent(kind.name(), kind);
        if (known != null && known != kind && !names(known).equals(names(kind))) {
            throw new IllegalStateException("Two kinds called " + kind.name() + " differ in their indexes");
        }
    }
}
