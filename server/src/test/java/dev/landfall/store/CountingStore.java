package dev.landfall.store;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Counts the documents that are read. For one thread. */
public final class CountingStore implements Store {
    private final Store store;
    private int documents;
    private int mostAtOnce;

    public CountingStore(Store store) {
        this.store = store;
    }

    /** How many were read so far, found or not. */
    public int documents() {
        return documents;
    }

    /** The length of the longest list. */
    public int mostAtOnce() {
        return mostAtOnce;
    }

    @Override
    public <T extends @Nullable Object> T read(Function<? super Reader, T> work) {
        return store.read(reader -> work.apply(new Counting(reader)));
    }

    @Override
    public <T extends @Nullable Object> T transact(Function<? super Transaction, T> work) {
        return store.transact(work);
    }

    @Override
    public Watch watch(Set<Kind<?>> kinds, Consumer<Change> listener) {
        return store.watch(kinds, listener);
    }

    @Override
    public void close() {
        store.close();
    }

    private final class Counting implements Reader {
        private final Reader reader;

        Counting(Reader reader) {
            this.reader = reader;
        }

        @Override
        public <T> Optional<Document<T>> find(Kind<T> kind, Key key) {
            documents++;
            return reader.find(kind, key);
        }

        @Override
        public <T> List<Document<T>> list(Kind<T> kind, Scan scan) {
            return counted(reader.list(kind, scan));
        }

        @Override
        public <T> List<Document<T>> list(Kind<T> kind, Index<T> index, Scan scan) {
            return counted(reader.list(kind, index, scan));
        }

        @Override
        public <T> long count(Kind<T> kind, Index<T> index, Key prefix) {
            return reader.count(kind, index, prefix);
        }

        private <T> List<Document<T>> counted(List<Document<T>> found) {
            documents += found.size();
            mostAtOnce = Math.max(mostAtOnce, found.size());
            return found;
        }
    }
}
