package dev.landfall.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.landfall.store.Key;
import dev.landfall.store.Kind;
import dev.landfall.store.Scan;
import dev.landfall.store.Store;
import dev.landfall.store.Store.Unavailable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can go wrong around the store, and that it goes on afterwards. */
class SqliteTroubleTest {
    private static final Kind<byte[]> BLOB = Kind.of("test.blob", new Kind.Codec<>() {
        @Override
        public byte[] encode(byte[] value) {
            return value;
        }

        @Override
        public byte[] decode(byte[] bytes) {
            return bytes;
        }
    });

    @TempDir
    Path directory;

    private Path disk;

    /** A disk of two megabytes, where the system lets us have one. */
    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(directory.resolve("disk"));
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", disk.toString());
    }

    @Test
    void aFullDiskFailsTransactionsAndHealsWhenThereIsSpace() throws Exception {
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=2m", "none", disk.toString()) == 0, "may not mount");
        try (var store = SqliteStore.open(disk.resolve("landfall.db"))) {
            var kept = new ArrayList<String>();
            assertThatThrownBy(() -> fill(store, kept))
                    .isInstanceOf(Unavailable.class)
                    .hasMessageContaining("disk is full");
            assertThat(kept).isNotEmpty();
            assertThat(keys(store)).isEqualTo(kept);
            assertThatThrownBy(() -> put(store, "again", 100_000)).isInstanceOf(Unavailable.class);
            assertThat(run("mount", "-o", "remount,size=16m", disk.toString())).isZero();
            put(store, "healed", 100_000);
            kept.add("healed");
            assertThat(keys(store)).containsExactlyInAnyOrderElementsOf(kept);
        }
        try (var store = SqliteStore.open(disk.resolve("landfall.db"))) {
            assertThat(keys(store)).contains("healed");
        }
    }

    private static void fill(Store store, ArrayList<String> kept) {
        for (var i = 0; i < 1_000; i++) {
            var name = "k%04d".formatted(i);
            put(store, name, 20_000);
            kept.add(name);
        }
    }

    @Test
    void aFailureThatALambdaSwallowsStillRollsItBack() throws Exception {
        var file = disk.resolve("landfall.db");
        try (var store = SqliteStore.open(file)) {
            put(store, "before", 10);
            sql(file, "ALTER TABLE documents RENAME TO away");
            assertThatThrownBy(() -> store.transact(tx -> {
                        try {
                            return tx.put(BLOB, Key.of("lost"), new byte[10]);
                        } catch (Unavailable swallowed) {
                            return 0L;
                        }
                    }))
                    .isInstanceOf(Unavailable.class)
                    .hasMessageContaining("no such table");
            sql(file, "ALTER TABLE away RENAME TO documents");
            put(store, "then", 10);
            assertThat(keys(store)).containsExactly("before", "then");
        }
    }

    private static void sql(Path file, String sql) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void noOtherUserOfTheMachineMayReadIt() throws Exception {
        var file = disk.resolve("landfall.db");
        try (var store = SqliteStore.open(file)) {
            put(store, "secret", 1);
            for (var each : List.of("landfall.db", "landfall.db-wal", "landfall.db-shm", "landfall.db.lock")) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(disk.resolve(each))))
                        .as(each)
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void aSecondServerOnTheSameFileIsRefused() {
        var file = disk.resolve("landfall.db");
        try (var store = SqliteStore.open(file)) {
            assertThatThrownBy(() -> SqliteStore.open(file))
                    .isInstanceOf(Unavailable.class)
                    .hasMessageContaining("in use");
            put(store, "still", 1);
        }
        SqliteStore.open(file).close();
    }

    @Test
    void aFileThatIsNoDatabaseIsRefusedAndLeftAlone() throws Exception {
        var file = disk.resolve("landfall.db");
        Files.writeString(file, "this is a letter to my aunt, not a database".repeat(100));
        assertThatThrownBy(() -> SqliteStore.open(file))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("no database");
        assertThat(file).content().startsWith("this is a letter");
    }

    @Test
    void aDirectoryThatCannotBeMadeIsReported() throws Exception {
        var file = Files.createFile(disk.resolve("file"));
        assertThatThrownBy(() -> SqliteStore.open(file.resolve("landfall.db")))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("Cannot write beside");
    }

    @Test
    void closingFinishesWhatWasBegun() throws Exception {
        var file = disk.resolve("landfall.db");
        var begun = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var store = SqliteStore.open(file);
            var slow = threads.submit(() -> store.transact(tx -> {
                begun.countDown();
                java.util.concurrent.locks.LockSupport.parkNanos(100_000_000);
                return tx.put(BLOB, Key.of("slow"), new byte[1]);
            }));
            begun.await();
            store.close();
            assertThat(slow.get()).isPositive();
            assertThatThrownBy(() -> put(store, "late", 1)).isInstanceOf(Unavailable.class);
        }
        assertThat(Files.exists(disk.resolve("landfall.db-wal")))
                .as("a clean close leaves no log")
                .isFalse();
        try (var store = SqliteStore.open(file)) {
            assertThat(keys(store)).containsExactly("slow");
        }
    }

    @Test
    void manyMoreReadersThanConnectionsAllGetTheirTurn() throws Exception {
        try (var store = SqliteStore.open(disk.resolve("landfall.db"));
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            put(store, "a", 1);
            for (var i = 0; i < 500; i++) {
                threads.submit(() -> assertThat(keys(store)).hasSize(1));
            }
        }
    }

    private static void put(Store store, String name, int bytes) {
        store.transact(tx -> tx.put(BLOB, Key.of(name), new byte[bytes]));
    }

    private static List<String> keys(Store store) {
        return store.read(r -> r.list(BLOB, Scan.under()).stream()
                .map(document -> document.key().last())
                .toList());
    }

    private static int run(String... command) throws Exception {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
