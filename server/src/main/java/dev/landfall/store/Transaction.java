package dev.landfall.store;

/** A reader that may also write. All of it commits, or none; it does no I/O of its own. */
public interface Transaction extends Reader {
    /** Writes a document whatever was there, and tells its new version; no version is ever given out twice. */
    <T> long put(Kind<T> kind, Key key, T value);

    /** Writes a document only over the version that was read (0: only where there is none). @throws Conflict */
    <T> long put(Kind<T> kind, Key key, T value, long expectedVersion);

    /** True when there was one. */
    boolean delete(Kind<?> kind, Key key);

    /** Runs after the commit is durable, in commit order, on no thread in particular; never after a rollback. */
    void afterCommit(Runnable action);

    /** A version that another writer moved on. The whole transaction is rolled back; read again and retry. */
    final class Conflict extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Conflict(String message) {
            super(message);
        }

        public static Conflict of(Kind<?> kind, Key key, long version, long expectedVersion) {
            return new Conflict("%s %s is at version %d, not %d".formatted(kind.name(), key, version, expectedVersion));
        }
    }
}
