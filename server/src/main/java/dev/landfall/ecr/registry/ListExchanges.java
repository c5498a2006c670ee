package dev.landfall.ecr.registry;

import dev.landfall.ecr.image.ManifestType;
import dev.landfall.ecr.repository.Images;
import dev.landfall.ecr.repository.Kinds;
import dev.landfall.ecr.repository.Repositories;
import dev.landfall.ecr.repository.RepositoryKey;
import dev.landfall.ecr.repository.Tag;
import dev.landfall.store.Key;
import dev.landfall.store.Scan;
import dev.landfall.store.Store;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The questions that are answered with a list. */
final class ListExchanges {
    private static final int PAGE = 1_000;

    private final Store store;

    ListExchanges(Store store) {
        this.store = store;
    }

    /** Says that this is a registry and the login good. */
    void base(Exchange exchange) throws IOException {
        requireRead(exchange);
        exchange.json(200, "application/json; charset=utf-8", "{}");
    }

    void tags(Exchange exchange, RegistryPath.Tags path) throws IOException {
        requireRead(exchange);
        var key = exchange.repository(path.name(), "ecr:ListImages");
        var page =
                exchange.request().parameter("n").map(ListExchanges::pageSize).orElse(PAGE);
        var after = exchange.request().parameter("last").orElse("");
        var found = names(key, after, page + 1);
        var tags = found.subList(0, Math.min(page, found.size()));
        if (found.size() > tags.size() && !tags.isEmpty()) {
            var last = URLEncoder.encode(tags.getLast(), StandardCharsets.UTF_8);
            exchange.response()
                    .header(
                            "Link",
                            "</v2/" + key.name() + "/tags/list?last=" + last + "&n=" + page + ">; rel=\"next\"");
        }
        exchange.json(200, "application/json; charset=utf-8", RegistryJson.tags(key.name(), tags));
    }

    void referrers(Exchange exchange, RegistryPath.Referrers path) throws IOException {
        requireRead(exchange);
        var key = exchange.repository(path.name(), "ecr:BatchGetImage");
        var subject = Exchange.digest(path.digest());
        var wanted = exchange.request().parameter("artifactType");
        var found = store.read(reader -> {
            Repositories.require(reader, key);
            return Images.referrers(reader, key, subject);
        });
        if (wanted.isPresent()) {
            exchange.response().header("OCI-Filters-Applied", "artifactType");
        }
        var images = found.stream()
                .filter(image -> wanted.isEmpty() || image.artifactType().equals(wanted))
                .toList();
        exchange.json(200, ManifestType.OCI_INDEX.mediaType(), RegistryJson.referrers(images));
    }

    private List<String> names(RepositoryKey key, String after, int limit) {
        var scan = Scan.under(key.key()).limit(limit);
        var from = after.isEmpty() ? scan : scan.after(position(key, after));
        return store.read(reader -> {
            Repositories.require(reader, key);
            return reader.list(Kinds.TAG, from).stream()
                    .map(document -> document.value())
                    .map(Tag::name)
                    .toList();
        });
    }

    private static Scan.Position position(RepositoryKey repository, String tag) {
        Key key;
        try {
            key = repository.key().with(tag);
        } catch (IllegalArgumentException notATag) {
            throw new RegistryError(400, "PAGINATION_NUMBER_INVALID", "invalid 'last'");
        }
        return new Scan.Position(key, key);
    }

    private static int pageSize(String text) {
        try {
            return Math.clamp(Integer.parseInt(text), 0, PAGE);
        } catch (NumberFormatException e) {
            throw new RegistryError(400, "PAGINATION_NUMBER_INVALID", "invalid number of results requested");
        }
    }

    private static void requireRead(Exchange exchange) {
        switch (exchange.request().method()) {
            case "GET", "HEAD" -> {}
            default -> throw exchange.notAllowed();
        }
    }
}
