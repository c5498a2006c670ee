package dev.landfall.store.sqlite;

import dev.landfall.store.Index;
import dev.landfall.store.Key;
import dev.landfall.store.Kind;
import dev.landfall.store.RecordCodec;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** A process that writes as fast as it can and says each commit it was told of, until somebody kills it. */
final class Casualty {
    static final int WRITERS = 8;
    static final Index<Note> BY_NUMBER = new Index<>("number", (key, note) -> List.of(Key.of("n" + note.number())));
    static final Kind<Note> NOTE = Kind.of("test.note", RecordCodec.of(Note.class), BY_NUMBER);

    /** Two of each are written in one transaction. */
    record Note(long number) {}

    private Casualty() {}

    public static void main(String[] arguments) {
        var store = SqliteStore.open(Path.of(arguments[0]));
        try (var threads = Executors.newFixedThreadPool(WRITERS)) {
            IntStream.range(0, WRITERS).forEach(writer -> threads.submit(() -> write(store, "w" + writer)));
        }
    }

    private static void write(SqliteStore store, String writer) {
        for (var number = 0L; ; number++) {
            var note = new Note(number);
            store.transact(tx -> {
                tx.put(NOTE, Key.of(writer, "left"), note);
                tx.put(NOTE, Key.of(writer, "all", "" + note.number()), note);
                return tx.put(NOTE, Key.of(writer, "right"), note);
            });
            acknowledge(writer + " " + number);
        }
    }

    private static synchronized void acknowledge(String line) {
        System.out.println(line); // one write(2) for each line, so that a reader never sees half of one
        System.out.flush();
    }
}
