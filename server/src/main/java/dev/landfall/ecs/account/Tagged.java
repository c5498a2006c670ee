package dev.landfall.ecs.account;

import dev.landfall.contract.ecs.Tag;
import dev.landfall.store.Key;
import dev.landfall.store.Kind;
import dev.landfall.store.Reader;
import dev.landfall.store.Transaction;
import dev.landfall.wire.Realm;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A kind of resource that can bear tags.
 *
 * @param key the document's key out of an ARN; empty when the ARN is of another kind
 * @param alive whether a document may still be tagged
 */
public record Tagged<T>(
        Kind<T> kind,
        BiFunction<Realm, String, Optional<Key>> key,
        Function<T, Boolean> alive,
        Function<T, List<Tag>> tags,
        BiFunction<T, List<Tag>, T> retagged) {

    Optional<Found<T>> find(Reader reader, Realm realm, String arn) {
        return key.apply(realm, arn)
                .flatMap(at -> reader.get(kind, at).filter(alive::apply).map(value -> new Found<>(this, at, value)));
    }

    /** A resource that was asked for and is there. */
    record Found<T>(Tagged<T> tagged, Key key, T value) {
        List<Tag> tags() {
            return tagged.tags().apply(value);
        }

        void retag(Transaction tx, UnaryOperator<List<Tag>> change) {
            tx.put(tagged.kind(), key, tagged.retagged().apply(value, change.apply(tags())));
        }
    }
}
