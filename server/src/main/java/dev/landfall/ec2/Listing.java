package dev.landfall.ec2;

import dev.landfall.contract.Fault;
import dev.landfall.contract.Structure;
import dev.landfall.contract.ec2.Filter;
import dev.landfall.store.Key;
import dev.landfall.store.Scan;
import dev.landfall.wire.Call;
import dev.landfall.wire.PageTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a describing operation picks from all resources of a realm: by their ids, by filters, page by page.
 *
 * @param id of a resource
 * @param missing what to answer for an id that is not there
 * @param ids the name of the request's list of ids
 */
record Listing<T>(Function<T, @Nullable String> id, Function<String, Fault> missing, String ids, Filters<T> filters) {
    private static final int MAX_PAGE = 1_000; // AWS's own; without maxResults it returns so many at most

    /** What was asked for. */
    record Selection(
            Call call,
            Structure request,
            List<String> ids,
            List<Filter> filters,
            @Nullable Integer maxResults,
            @Nullable String nextToken) {}

    /** @param nextToken where the next page begins; null on the last */
    record Page<T>(List<T> items, @Nullable String nextToken) {}

    /** @param all in an order that stays */
    Page<T> page(List<T> all, Selection selection, PageTokens tokens) {
        if (!selection.ids().isEmpty() && selection.maxResults() != null) {
            throw Ec2Faults.pageOfIds(ids);
        }
        var matching = filters.matching(selection.filters());
        var chosen = chosen(all, selection.ids()).stream().filter(matching).toList();
        return selection.ids().isEmpty()
                ? cut(rest(chosen, selection, tokens), selection, tokens)
                : new Page<>(chosen, null);
    }

    private List<T> chosen(List<T> all, List<String> wanted) {
        if (wanted.isEmpty()) {
            return all;
        }
        var chosen = new ArrayList<T>();
        for (var one : wanted.stream().distinct().toList()) {
            chosen.add(all.stream()
                    .filter(resource -> one.equals(id.apply(resource)))
                    .findFirst()
                    .orElseThrow(() -> missing.apply(one)));
        }
        return chosen;
    }

    private Page<T> cut(List<T> rest, Selection selection, PageTokens tokens) {
        var maxResults = selection.maxResults();
        var size = maxResults == null ? MAX_PAGE : Math.min(maxResults, MAX_PAGE);
        if (rest.size() <= size) {
            return new Page<>(rest, null);
        }
        var page = rest.subList(0, size);
        var last = Key.of(String.valueOf(id.apply(page.getLast())));
        return new Page<>(page, tokens.issue(selection.call(), selection.request(), new Scan.Position(last, last)));
    }

    /** What follows the token's resource, or the place where it was while it existed. */
    private List<T> rest(List<T> all, Selection selection, PageTokens tokens) {
        var token = selection.nextToken();
        if (token == null || token.isEmpty()) {
            return all;
        }
        var last = tokens.read(selection.call(), selection.request(), token)
                .orElseThrow(Ec2Faults::tokenInvalid)
                .entry()
                .last();
        var found = all.stream().map(id).toList().indexOf(last);
        if (found >= 0) {
            return all.subList(found + 1, all.size());
        }
        return all.stream()
                .filter(resource -> String.valueOf(id.apply(resource)).compareTo(last) > 0)
                .toList();
    }
}
