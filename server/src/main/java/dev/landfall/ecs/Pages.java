package dev.landfall.ecs;

import dev.landfall.contract.Structure;
import dev.landfall.store.Document;
import dev.landfall.store.Key;
import dev.landfall.store.Scan;
import dev.landfall.wire.Call;
import dev.landfall.wire.PageTokens;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How ECS's list operations page: {@code maxResults} up to a hundred, and an opaque {@code nextToken}. */
public final class Pages {
    private static final int MOST = 100;

    private final PageTokens tokens;

    public Pages(PageTokens tokens) {
        this.tokens = tokens;
    }

    /** The page that a request asks for. */
    public Page page(Call call, Structure request, @Nullable String nextToken, @Nullable Integer maxResults) {
        var size = maxResults == null ? MOST : maxResults;
        if (size < 1 || size > MOST) {
            throw EcsFaults.invalidParameter("maxResults should be between 1 and " + MOST + ".");
        }
        if (nextToken == null || nextToken.isEmpty()) {
            return new Page(call, request, Optional.empty(), size);
        }
        var after = tokens.read(call, request, nextToken).orElseThrow(EcsFaults::badToken);
        return new Page(call, request, Optional.of(after), size);
    }

    /** One page: how much to read, what of it to show, and the token for the next. */
    public final class Page {
        private final Call call;
        private final Structure request;
        private final Optional<Scan.Position> after;
        private final int size;

        private Page(Call call, Structure request, Optional<Scan.Position> after, int size) {
            this.call = call;
            this.request = request;
            this.after = after;
            this.size = size;
        }

        /** One entry more than is shown tells whether there is a next page. */
        public Scan scan(Key prefix) {
            return new Scan(prefix, after, size + 1);
        }

        public <T> List<Document<T>> cut(List<Document<T>> read) {
            return read.size() > size ? read.subList(0, size) : read;
        }

        public <T> @Nullable String next(List<Document<T>> read, Function<Document<T>, Scan.Position> position) {
            return read.size() > size ? tokens.issue(call, request, position.apply(read.get(size - 1))) : null;
        }
    }
}
