package dev.landfall.store.sqlite;

import dev.landfall.store.Store.Unavailable;
import java.util.List;

/**
 * The numbered steps from an empty file to the newest schema. A step that was ever released is never changed: what is
 * to be different is a new step at the end.
 */
record Migrations(List<Step> steps) {
    /** One step: SQL that leads from the version before to the one at its place in the list, counted from 1. */
    record Step(String... statements) {}

    static final Migrations ALL = new Migrations(List.of(new Step(
            // A document remembers its index entries, so that a change touches only those that differ, and entries of
            // an older program's index functions are found again.
            """
            CREATE TABLE documents (
              id INTEGER PRIMARY KEY,
              kind TEXT NOT NULL,
              key TEXT NOT NULL,
              version INTEGER NOT NULL,
              entries BLOB NOT NULL,
              body BLOB NOT NULL,
              UNIQUE (kind, key))""", """
            CREATE TABLE entries (
              kind TEXT NOT NULL,
              index_name TEXT NOT NULL,
              entry TEXT NOT NULL,
              key TEXT NOT NULL,
              PRIMARY KEY (kind, index_name, entry, key)) WITHOUT ROWID""", """
            CREATE TABLE indexes (
              kind TEXT NOT NULL,
              index_name TEXT NOT NULL,
              PRIMARY KEY (kind, index_name)) WITHOUT ROWID""", "CREATE TABLE sequence (last INTEGER NOT NULL)", "INSERT INTO sequence (last) VALUES (0)")));

    /** Brings a file to the newest version, all or nothing. */
    void apply(Session session) {
        session.run("BEGIN IMMEDIATE");
        session.run("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL)");
        var version = session.queryOne(row -> row.getInt(1), "SELECT version FROM schema_version")
                .orElse(0);
        if (version > steps.size()) {
            throw new Unavailable("The data was written by a newer Landfall (schema %d; this one knows %d)"
                    .formatted(version, steps.size()));
        }
        if (version < steps.size()) {
            steps.subList(version, steps.size())
                    .forEach(step -> List.of(step.statements()).forEach(session::run));
            session.run("DELETE FROM schema_version");
            session.run("INSERT INTO schema_version (version) VALUES (?)", (long) steps.size());
        }
        session.run("COMMIT");
    }
}
