package dev.landfall.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.landfall.store.Index;
import dev.landfall.store.Key;
import dev.landfall.store.Kind;
import dev.landfall.store.RecordCodec;
import dev.landfall.store.Scan;
import dev.landfall.store.Store;
import dev.landfall.store.sqlite.Migrations.Step;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationsTest {
    /** What version 1 of the schema wrote. Never to be changed: files like it are out there. */
    private static final List<String> VERSION_1 = List.of(
            "CREATE TABLE schema_version (version INTEGER NOT NULL)",
            "INSERT INTO schema_version VALUES (1)",
            "CREATE TABLE documents (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, key TEXT NOT NULL,"
                    + " version INTEGER NOT NULL, entries BLOB NOT NULL, body BLOB NOT NULL, UNIQUE (kind, key))",
            "CREATE TABLE entries (kind TEXT NOT NULL, index_name TEXT NOT NULL, entry TEXT NOT NULL,"
                    + " key TEXT NOT NULL, PRIMARY KEY (kind, index_name, entry, key)) WITHOUT ROWID",
            "CREATE TABLE indexes (kind TEXT NOT NULL, index_name TEXT NOT NULL,"
                    + " PRIMARY KEY (kind, index_name)) WITHOUT ROWID",
            "CREATE TABLE sequence (last INTEGER NOT NULL)",
            "INSERT INTO sequence VALUES (41)",
            "INSERT INTO documents VALUES (1, 'test.person', 'a' || char(1) || '1' || char(1), 41,"
                    + " CAST('town' || char(0) || 'Rome' || char(1) || char(0) AS BLOB),"
                    + " CAST('{\"_v\":1,\"is\":{\"name\":\"Ada\",\"town\":\"Rome\"}}' AS BLOB))",
            "INSERT INTO entries VALUES ('test.person', 'town', 'Rome' || char(1), 'a' || char(1) || '1' || char(1))",
            "INSERT INTO indexes VALUES ('test.person', 'town')");

    private record Person(String name, String town) {}

    private static final Index<Person> TOWN = new Index<>("town", (key, it) -> List.of(Key.of(it.town())));
    private static final Index<Person> NAME = new Index<>("name", (key, it) -> List.of(Key.of(it.name())));
    private static final Kind<Person> PERSON = Kind.of("test.person", RecordCodec.of(Person.class), TOWN);
    private static final Kind<Person> BY_NAME = Kind.of("test.person", RecordCodec.of(Person.class), NAME);
    private static final Key ADA = Key.of("a", "1");

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void writeVersion1() throws Exception {
        file = directory.resolve("landfall.db");
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            for (var sql : VERSION_1) {
                statement.execute(sql);
            }
        }
    }

    @Test
    void opensAFileOfTheFirstVersion() {
        try (var store = SqliteStore.open(file)) {
            assertThat(inTown(store, "Rome")).containsExactly("Ada");
            store.transact(tx -> tx.put(PERSON, ADA, new Person("Ada", "Oslo"), 41));
            assertThat(inTown(store, "Rome")).isEmpty();
            assertThat(inTown(store, "Oslo")).containsExactly("Ada");
        }
    }

    @Test
    void aNewFileIsLikeAMigratedOne() throws Exception {
        var fresh = directory.resolve("fresh.db");
        SqliteStore.open(fresh).close();
        SqliteStore.open(file).close();
        assertThat(schema(fresh)).isEqualTo(schema(file));
    }

    @Test
    void appliesOnlyTheStepsThatAreMissing() {
        var steps = new ArrayList<>(Migrations.ALL.steps());
        steps.add(new Step("CREATE TABLE extra (n INTEGER)", "INSERT INTO extra VALUES (1)"));
        SqliteStore.open(file, new Migrations(steps)).close();
        SqliteStore.open(file, new Migrations(steps)).close();
        assertThatThrownBy(() -> SqliteStore.open(file))
                .isInstanceOf(Store.Unavailable.class)
                .hasMessageContaining("newer Landfall");
    }

    @Test
    void aFailedStepChangesNothing() {
        var steps = new ArrayList<>(Migrations.ALL.steps());
        steps.add(new Step("DROP TABLE documents", "no SQL at all"));
        assertThatThrownBy(() -> SqliteStore.open(file, new Migrations(steps))).isInstanceOf(Store.Unavailable.class);
        opensAFileOfTheFirstVersion();
    }

    @Test
    void anIndexNewToTheProgramFindsOldDocuments() {
        try (var store = SqliteStore.open(file)) {
            List<String> unbuilt = store.read(r -> r.list(BY_NAME, NAME, Scan.under("Ada")).stream()
                    .map(it -> it.value().town())
                    .toList());
            assertThat(unbuilt).containsExactly("Rome");
            long count = store.read(r -> r.count(BY_NAME, NAME, Key.ROOT));
            assertThat(count).isEqualTo(1);
            store.transact(tx -> tx.put(BY_NAME, Key.of("b"), new Person("Bob", "Rome")));
        }
        try (var store = SqliteStore.open(file)) {
            List<String> built = store.read(r -> r.list(BY_NAME, NAME, Scan.under()).stream()
                    .map(it -> it.value().name())
                    .toList());
            assertThat(built).containsExactly("Ada", "Bob");
        }
        try (var store = SqliteStore.open(file)) { // an older program comes back
            assertThat(inTown(store, "Rome")).containsExactly("Ada", "Bob");
            store.transact(tx -> tx.delete(PERSON, ADA));
            assertThat(inTown(store, "Rome")).containsExactly("Bob");
        }
    }

    @Test
    void twoKindsOfOneNameMayNotDiffer() {
        try (var store = SqliteStore.open(file)) {
            store.transact(tx -> tx.get(PERSON, ADA));
            assertThatThrownBy(() -> store.transact(tx -> tx.get(BY_NAME, ADA)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("test.person");
        }
    }

    private static List<String> inTown(Store store, String town) {
        return store.read(r -> r.list(PERSON, TOWN, Scan.under(town)).stream()
                .map(document -> document.value().name())
                .toList());
    }

    private static List<String> schema(Path file) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var rows = connection.createStatement().executeQuery("SELECT sql FROM sqlite_schema ORDER BY name")) {
            var all = new ArrayList<String>();
            while (rows.next()) {
                all.add(String.valueOf(rows.getString(1))
                        .replaceAll("\\s+", " ")
                        .replace("( ", "("));
            }
            return all;
        }
    }
}
