package dev.landfall.store.sqlite;

import dev.landfall.store.Document;
import dev.landfall.store.Index;
import dev.landfall.store.Scan;
import dev.landfall.store.Scan.Position;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Answers for an index that is not built yet, from all documents of the kind: right, if slow. */
final class Unindexed {
    private Unindexed() {}

    private record Placed<T>(Position position, Document<T> document) {}

    static <T> List<Document<T>> list(List<Document<T>> documents, Index<T> index, Scan scan) {
        var placed = new ArrayList<Placed<T>>();
        for (var document : documents) {
            for (var entry : index.keys().apply(document.key(), document.value()).stream()
                    .distinct()
                    .toList()) {
                placed.add(new Placed<>(new Position(entry, document.key()), document));
            }
        }
        return placed.stream()
                .filter(it -> scan.covers(it.position().entry()))
                .filter(it -> scan.after()
                        .filter(after -> order(scan).compare(it.position(), after) <= 0)
                        .isEmpty())
                .sorted(Comparator.comparing(Placed::position, order(scan)))
                .limit(scan.limit())
                .map(Placed::document)
                .toList();
    }

    private static Comparator<Position> order(Scan scan) {
        return scan.descending() ? Comparator.reverseOrder() : Comparator.naturalOrder();
    }
}
