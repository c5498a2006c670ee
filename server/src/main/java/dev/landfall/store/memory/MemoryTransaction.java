package dev.landfall.store.memory;

import dev.landfall.store.Document;
import dev.landfall.store.Index;
import dev.landfall.store.Key;
import dev.landfall.store.Kind;
import dev.landfall.store.Scan;
import dev.landfall.store.Store;
import dev.landfall.store.Subscriptions.Aftermath;
import dev.landfall.store.Transaction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Writes at once to the tables, and remembers how to take it back. Also serves reads. */
final class MemoryTransaction implements Transaction {
    private final Tables tables;
    private final Consumer<Transaction> stillOpen;
    private final List<Runnable> undo = new ArrayList<>();
    private final List<Runnable> afterCommit = new ArrayList<>();
    private final Map<List<Object>, Store.Change> changes = new LinkedHashMap<>();

    /** @param stillOpen throws when the lambda that this was made for is over */
    MemoryTransaction(Tables tables, Consumer<Transaction> stillOpen) {
        this.tables = tables;
        this.stillOpen = stillOpen;
    }

    @Override
    public <T> Optional<Document<T>> find(Kind<T> kind, Key key) {
        return Optional.ofNullable(table(kind).rows().get(key)).map(row -> document(kind, key, row));
    }

    @Override
    public <T> List<Document<T>> list(Kind<T> kind, Scan scan) {
        var table = table(kind);
        return table.scan(scan).map(key -> document(table, key)).toList();
    }

    @Override
    public <T> List<Document<T>> list(Kind<T> kind, Index<T> index, Scan scan) {
        var table = table(kind);
        return table.scan(index, scan)
                .map(position -> document(table, position.document()))
                .toList();
    }

    @Override
    public <T> long count(Kind<T> kind, Index<T> index, Key prefix) {
        return table(kind).scan(index, Scan.under(prefix)).count();
    }

    @Override
    public <T> long put(Kind<T> kind, Key key, T value) {
        var table = table(kind);
        var body = new Committed.Body(tables.nextVersion(), kind.codec().encode(value));
        var before = table.set(key, table.row(key, value, body));
        undo.add(() -> table.set(key, before));
        changed(kind, key, false);
        return body.version();
    }

    @Override
    public <T> long put(Kind<T> kind, Key key, T value, long expectedVersion) {
        var row = table(kind).rows().get(key);
        var version = row == null ? 0 : row.body().version();
        if (version != expectedVersion) {
            throw Conflict.of(kind, key, version, expectedVersion);
        }
        return put(kind, key, value);
    }

    @Override
    public boolean delete(Kind<?> kind, Key key) {
        var table = table(kind);
        var before = table.set(key, null);
        if (before == null) {
            return false;
        }
        undo.add(() -> table.set(key, before));
        changed(kind, key, true);
        return true;
    }

    @Override
    public void afterCommit(Runnable action) {
        stillOpen.accept(this);
        afterCommit.add(action);
    }

    boolean wrote() {
        return !changes.isEmpty();
    }

    Aftermath aftermath() {
        return new Aftermath(afterCommit, List.copyOf(changes.values()));
    }

    void rollback() {
        undo.reversed().forEach(Runnable::run);
    }

    private void changed(Kind<?> kind, Key key, boolean deleted) {
        changes.put(List.of(kind.name(), key), new Store.Change(kind, key, deleted));
    }

    private <T> Table<T> table(Kind<T> kind) {
        stillOpen.accept(this);
        return tables.of(kind);
    }

    private static <T> Document<T> document(Table<T> table, Key key) {
        return document(
                table.kind(), key, java.util.Objects.requireNonNull(table.rows().get(key)));
    }

    private static <T> Document<T> document(Kind<T> kind, Key key, Table.Row row) {
        return new Document<>(
                key, kind.codec().decode(row.body().bytes()), row.body().version());
    }
}
