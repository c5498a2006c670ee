package dev.landfall.store.sqlite;

import dev.landfall.store.Store;
import dev.landfall.store.StoreContract;
import dev.landfall.store.StoreModelContract;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest extends StoreContract {
    @TempDir
    Path directory;

    @Override
    protected Store open() {
        return SqliteStore.open(directory.resolve("landfall.db"));
    }

    @Nested
    class Model extends StoreModelContract {
        @TempDir
        Path models;

        @Override
        protected Store open() {
            return SqliteStore.open(models.resolve("landfall.db"));
        }
    }
}
