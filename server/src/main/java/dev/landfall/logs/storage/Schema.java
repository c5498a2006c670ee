package dev.landfall.logs.storage;

import java.util.List;

/** The tables of a partition. */
final class Schema {
    private Schema() {}

    /** A cursor's stamp is kept as seconds and nanoseconds: sources are finer than milliseconds. */
    static final List<String> STATEMENTS = List.of(
            """
            CREATE TABLE stream (
              id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
              first_timestamp INTEGER NOT NULL, last_timestamp INTEGER NOT NULL,
              last_ingestion INTEGER NOT NULL, bytes INTEGER NOT NULL)""",
            """
            CREATE TABLE event (
              sequence INTEGER PRIMARY KEY AUTOINCREMENT, stream INTEGER NOT NULL,
              timestamp INTEGER NOT NULL, ingestion INTEGER NOT NULL, message TEXT NOT NULL)""",
            "CREATE INDEX event_by_time ON event (timestamp)",
            "CREATE INDEX event_by_stream ON event (stream, timestamp)",
            """
            CREATE TABLE cursor (
              source TEXT PRIMARY KEY, seconds INTEGER NOT NULL, nanos INTEGER NOT NULL,
              ordinal INTEGER NOT NULL) WITHOUT ROWID""",
            "PRAGMA user_version = 1");
}
