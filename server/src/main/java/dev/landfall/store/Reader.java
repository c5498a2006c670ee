package dev.landfall.store;

import java.util.List;
import java.util.Optional;

/** One consistent view of everything committed. */
public interface Reader {
    <T> Optional<Document<T>> find(Kind<T> kind, Key key);

    /** The documents under a prefix in key order. */
    <T> List<Document<T>> list(Kind<T> kind, Scan scan);

    /** The documents whose index entries stand under the scan's prefix, in the order of the entries. */
    <T> List<Document<T>> list(Kind<T> kind, Index<T> index, Scan scan);

    /** How many documents stand under a prefix of an index, without reading them. */
    <T> long count(Kind<T> kind, Index<T> index, Key prefix);

    default <T> Optional<T> get(Kind<T> kind, Key key) {
        return find(kind, key).map(Document::value);
    }
}
