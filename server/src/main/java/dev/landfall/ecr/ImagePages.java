package dev.landfall.ecr;

import dev.landfall.contract.ecr.ImageIdentifier;
import dev.landfall.contract.ecr.ImageStatusFilter;
import dev.landfall.contract.ecr.TagStatus;
import dev.landfall.ecr.repository.Image;
import dev.landfall.ecr.repository.Images;
import dev.landfall.ecr.repository.Kinds;
import dev.landfall.ecr.repository.RepositoryKey;
import dev.landfall.store.Document;
import dev.landfall.store.Key;
import dev.landfall.store.Reader;
import dev.landfall.store.Scan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The images of a repository, a page at a time. */
final class ImagePages {
    private static final int BATCH = 500; // documents read at once while looking for some that match

    /** The order of identifiers: first all tags, then every image that has none. */
    private static final Key TAGGED = Key.of("1");

    private static final Key UNTAGGED = Key.of("2");

    /** Some of a list, and where it goes on, if it does. */
    record Page<T>(List<T> entries, Optional<Scan.Position> next) {}

    private record Entry<T>(T value, Scan.Position position) {}

    private ImagePages() {}

    /** Nothing here is ever archived, so a question for that finds nothing. */
    static boolean excluded(ImageStatusFilter filter) {
        return switch (filter) {
            case ACTIVE, ANY -> false;
            case ARCHIVED, ACTIVATING -> true;
        };
    }

    /** Every tag with its image, and every image without a tag, as far as they are asked for. */
    static Page<ImageIdentifier> identifiers(
            Reader reader, RepositoryKey key, TagStatus wanted, Optional<Scan.Position> after, int limit) {
        var entries = new ArrayList<Entry<ImageIdentifier>>();
        var phase = after.map(Scan.Position::entry).orElse(TAGGED);
        var document = after.map(Scan.Position::document);
        if (wanted != TagStatus.UNTAGGED && phase.equals(TAGGED)) {
            reader.list(Kinds.TAG, from(key, document).limit(limit + 1))
                    .forEach(tag -> entries.add(entry(
                            ImageView.id(
                                    tag.value().digest(),
                                    Optional.of(tag.value().name())),
                            TAGGED,
                            tag)));
        }
        if (wanted != TagStatus.TAGGED && entries.size() <= limit) {
            var start = phase.equals(UNTAGGED) ? document : Optional.<Key>empty();
            matching(reader, key, TagStatus.UNTAGGED, start, limit + 1 - entries.size())
                    .forEach(image -> entries.add(
                            entry(ImageView.id(image.value().digest(), Optional.empty()), UNTAGGED, image)));
        }
        return page(entries, limit);
    }

    /** The images themselves, in the order of their digests. */
    static Page<Image> images(
            Reader reader, RepositoryKey key, TagStatus wanted, Optional<Scan.Position> after, int limit) {
        var found = matching(reader, key, wanted, after.map(Scan.Position::document), limit + 1);
        return page(
                found.stream()
                        .map(image -> entry(image.value(), image.key(), image))
                        .toList(),
                limit);
    }

    private static List<Document<Image>> matching(
            Reader reader, RepositoryKey key, TagStatus wanted, Optional<Key> after, int limit) {
        var found = new ArrayList<Document<Image>>();
        var position = after;
        while (true) {
            var batch = reader.list(Kinds.IMAGE, from(key, position).limit(BATCH));
            for (var image : batch) {
                if (matches(reader, key, image.value(), wanted)) {
                    found.add(image);
                }
                if (found.size() == limit) {
                    return found;
                }
            }
            if (batch.size() < BATCH) {
                return found;
            }
            position = Optional.of(batch.getLast().key());
        }
    }

    private static boolean matches(Reader reader, RepositoryKey key, Image image, TagStatus wanted) {
        return switch (wanted) {
            case ANY -> true;
            case TAGGED -> !Images.tags(reader, key, image.digest()).isEmpty();
            case UNTAGGED -> Images.tags(reader, key, image.digest()).isEmpty();
        };
    }

    private static Scan from(RepositoryKey key, Optional<Key> after) {
        return Requests.after(Scan.under(key.key()), after.map(Scan.Position::of));
    }

    private static <T> Entry<T> entry(T value, Key order, Document<?> document) {
        return new Entry<>(value, new Scan.Position(order, document.key()));
    }

    private static <T> Page<T> page(List<Entry<T>> entries, int limit) {
        var shown = entries.subList(0, Math.min(limit, entries.size()));
        var next = entries.size() > limit ? Optional.of(shown.getLast().position()) : Optional.<Scan.Position>empty();
        return new Page<>(shown.stream().map(Entry::value).toList(), next);
    }
}
