package dev.landfall.ssm;

import dev.landfall.contract.ssm.DescribeParametersRequest;
import dev.landfall.contract.ssm.DescribeParametersResponse;
import dev.landfall.contract.ssm.ParameterStringFilter;
import dev.landfall.contract.ssm.ParametersFilter;
import dev.landfall.store.Scan;
import dev.landfall.store.Store;
import dev.landfall.vault.Vault;
import dev.landfall.wire.Call;
import dev.landfall.wire.PageTokens;
import java.util.List;
import java.util.Optional;

/** Tells what parameters there are, without their values. */
public final class DescribeOperations {
    private static final int DESCRIBED = 50;

    private final Store store;
    private final Vault vault;
    private final PageTokens tokens;

    public DescribeOperations(Store store, Vault vault, PageTokens tokens) {
        this.store = store;
        this.vault = vault;
        this.tokens = tokens;
    }

    public DescribeParametersResponse describeParameters(DescribeParametersRequest in, Call call) {
        var filters = filters(in);
        if (in.sharedOr(false)) {
            // Nothing is ever shared from another account.
            return DescribeParametersResponse.builder().parameters(List.of()).build();
        }
        var shapes = new Shapes(vault, call.realm(), false);
        var after = Optional.ofNullable(in.nextToken())
                .map(token -> tokens.read(call, in, token).orElseThrow(SsmFaults::invalidToken));
        var limit = in.maxResultsOr(DESCRIBED);
        var found = store.read(reader -> Parameters.page(
                reader,
                call.realm(),
                "",
                after,
                limit + 1,
                (r, parameter) -> Optional.of(Parameters.version(r, call.realm(), parameter, parameter.latest()))
                        .filter(version -> Filters.match(filters, parameter, version))
                        .map(version -> shapes.metadata(parameter, version))));
        return DescribeParametersResponse.builder()
                .parameters(
                        found.stream().limit(limit).map(Parameters.Found::item).toList())
                .nextToken(
                        found.size() > limit
                                ? tokens.issue(
                                        call,
                                        in,
                                        Scan.Position.of(found.get(limit - 1).key()))
                                : null)
                .build();
    }

    private static List<ParameterStringFilter> filters(DescribeParametersRequest in) {
        if (!in.filtersOrEmpty().isEmpty() && !in.parameterFiltersOrEmpty().isEmpty()) {
            throw SsmFaults.validation("You can use either Filters or ParameterFilters in a single request.");
        }
        var filters = in.filtersOrEmpty().isEmpty()
                ? in.parameterFiltersOrEmpty()
                : in.filtersOrEmpty().stream().map(DescribeOperations::modern).toList();
        Filters.checkDescribed(filters);
        return filters;
    }

    /** The older filters look at how names begin. */
    private static ParameterStringFilter modern(ParametersFilter old) {
        var key = String.valueOf(old.key());
        return ParameterStringFilter.builder()
                .key(key)
                .option(key.equals("Name") ? "BeginsWith" : "Equals")
                .values(old.valuesOrEmpty())
                .build();
    }
}
