package dev.landfall.store.sqlite;

import dev.landfall.store.Store.Unavailable;
import dev.landfall.store.Transaction;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A transaction that its caller waits for: first not run, then run but not durable, then answered. */
final class Pending<T extends @Nullable Object> {
    private final Function<? super Transaction, T> work;
    private final CompletableFuture<Outcome<T>> answer = new CompletableFuture<>();
    private Outcome<T> outcome = () -> {
        throw new IllegalStateException("The transaction never ran");
    };
    private @Nullable SqliteTransaction transaction;

    /** What the caller gets: a value, or something thrown. */
    @FunctionalInterface
    private interface Outcome<T extends @Nullable Object> {
        T get();
    }

    Pending(Function<? super Transaction, T> work) {
        this.work = work;
    }

    /** Runs the lambda within a savepoint. @throws Unavailable when the transactions around it are lost as well */
    void attempt(Session session, Indexes indexes, LongSupplier versions) {
        session.run("SAVEPOINT one");
        var tx = new SqliteTransaction(session, indexes, versions);
        try {
            var value = work.apply(tx);
            session.requireSound();
            session.run("RELEASE one");
            transaction = tx;
            outcome = () -> value;
        } catch (Throwable thrown) { // also an Error is the caller's, and must not stop the writer
            outcome = () -> {
                throw Pending.<RuntimeException>asThrown(thrown);
            };
            if (!session.recover("ROLLBACK TO one", "RELEASE one")) {
                throw thrown instanceof Unavailable known ? known : new Unavailable("A rollback failed", thrown);
            }
        } finally {
            tx.end();
        }
    }

    /** What to tell after the commit; null when it was rolled back. */
    @Nullable
    SqliteTransaction transaction() {
        return transaction;
    }

    /** Lets the caller go on, once what was done is durable. */
    void answer() {
        answer.complete(outcome);
    }

    void refuse(RuntimeException reason) {
        answer.complete(() -> {
            throw reason;
        });
    }

    /** Waits without regard to interrupts, since the outcome must be known. */
    T await() {
        return answer.join().get();
    }

    @Override
    public String toString() {
        return "A transaction of " + work.getClass().getName();
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // lets any throwable through as it is
    private static <E extends Throwable> E asThrown(Throwable e) throws E {
        throw (E) e;
    }
}
