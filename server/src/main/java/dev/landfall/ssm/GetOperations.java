package dev.landfall.ssm;

import dev.landfall.contract.Fault;
import dev.landfall.contract.Structure;
import dev.landfall.contract.ssm.GetParameterHistoryRequest;
import dev.landfall.contract.ssm.GetParameterHistoryResponse;
import dev.landfall.contract.ssm.GetParameterRequest;
import dev.landfall.contract.ssm.GetParameterResponse;
import dev.landfall.contract.ssm.GetParametersByPathRequest;
import dev.landfall.contract.ssm.GetParametersByPathResponse;
import dev.landfall.contract.ssm.GetParametersRequest;
import dev.landfall.contract.ssm.GetParametersResponse;
import dev.landfall.contract.ssm.ParameterStringFilter;
import dev.landfall.contract.ssm.ParameterType;
import dev.landfall.store.Reader;
import dev.landfall.store.Scan;
import dev.landfall.store.Store;
import dev.landfall.vault.Vault;
import dev.landfall.wire.Call;
import dev.landfall.wire.PageTokens;
import dev.landfall.wire.Realm;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads values. */
public final class GetOperations {
    private static final int BY_PATH = 10;
    private static final int HISTORY = 50;

    private final Store store;
    private final Vault vault;
    private final PageTokens tokens;
    private final ReferencedSecrets secrets;

    public GetOperations(Store store, Vault vault, PageTokens tokens) {
        this(store, vault, tokens, ReferencedSecrets.NONE);
    }

    public GetOperations(Store store, Vault vault, PageTokens tokens, ReferencedSecrets secrets) {
        this.store = store;
        this.vault = vault;
        this.tokens = tokens;
        this.secrets = secrets;
    }

    public GetParameterResponse getParameter(GetParameterRequest in, Call call) {
        var shapes = new Shapes(vault, call.realm(), in.withDecryptionOr(false));
        var name = in.nameOr("");
        return GetParameterResponse.builder()
                .parameter(
                        isReference(name)
                                ? referenced(name, shapes, call)
                                : store.read(reader -> selected(reader, shapes, name)))
                .build();
    }

    private static boolean isReference(String name) {
        return name.startsWith(ReferencedSecrets.PREFIX);
    }

    private dev.landfall.contract.ssm.Parameter referenced(String given, Shapes shapes, Call call) {
        if (!shapes.decrypted()) {
            throw SsmFaults.validation("WithDecryption flag must be True for retrieving a Secret Manager secret.");
        }
        var parts = given.substring(ReferencedSecrets.PREFIX.length()).split(":", 2);
        var selector = parts.length == 2 ? Optional.of(parts[1]) : Optional.<String>empty();
        var found = secrets.read(call, parts[0], selector);
        return dev.landfall.contract.ssm.Parameter.builder()
                .name(ReferencedSecrets.PREFIX + parts[0])
                .type(ParameterType.SECURE_STRING)
                .value(found.value())
                .version(0L)
                .selector(selector.map(text -> ":" + text).orElse(null))
                .sourceResult(found.source())
                .lastModifiedDate(found.createdAt())
                .aRN(found.arn())
                .dataType(Version.DATA_TYPE)
                .build();
    }

    private static dev.landfall.contract.ssm.Parameter selected(Reader reader, Shapes shapes, String given) {
        var selector = Names.Reference.of(shapes.realm(), given).selector();
        return shapes.parameter(Parameters.select(reader, shapes.realm(), given)).toBuilder()
                .selector(selector.map(text -> ":" + text).orElse(null))
                .build();
    }

    public GetParametersResponse getParameters(GetParametersRequest in, Call call) {
        var shapes = new Shapes(vault, call.realm(), in.withDecryptionOr(false));
        var found = new ArrayList<dev.landfall.contract.ssm.Parameter>();
        var invalid = new ArrayList<String>();
        for (var name : new LinkedHashSet<>(in.namesOrEmpty())) {
            try {
                found.add(
                        isReference(name)
                                ? referenced(name, shapes, call)
                                : store.read(reader -> selected(reader, shapes, name)));
            } catch (Fault unknown) {
                invalid.add(name);
            }
        }
        return GetParametersResponse.builder()
                .parameters(found)
                .invalidParameters(invalid)
                .build();
    }

    public GetParametersByPathResponse getParametersByPath(GetParametersByPathRequest in, Call call) {
        var path = in.pathOr("");
        Names.checkPath(path);
        Filters.checkByPath(in.parameterFiltersOrEmpty());
        var shapes = new Shapes(vault, call.realm(), in.withDecryptionOr(false));
        var after = position(in.nextToken(), in, call);
        var limit = in.maxResultsOr(BY_PATH);
        var found = store.read(reader -> Parameters.page(
                reader,
                call.realm(),
                path.equals("/") ? "" : path,
                after,
                limit + 1,
                (r, parameter) -> Filters.isUnder(parameter.name(), path, in.recursiveOr(false))
                        ? wanted(r, call.realm(), parameter, in.parameterFiltersOrEmpty())
                        : Optional.empty()));
        var more = found.size() > limit;
        return GetParametersByPathResponse.builder()
                .parameters(found.stream()
                        .limit(limit)
                        .map(each -> shapes.parameter(each.item()))
                        .toList())
                .nextToken(
                        more
                                ? tokens.issue(
                                        call,
                                        in,
                                        Scan.Position.of(found.get(limit - 1).key()))
                                : null)
                .build();
    }

    /** The latest version, or the one that a label asked for is on. */
    private static Optional<Version> wanted(
            Reader reader, Realm realm, Parameter parameter, List<ParameterStringFilter> filters) {
        var labelled = filters.stream()
                .filter(filter -> filter.keyOr("").equals("Label"))
                .flatMap(filter -> filter.valuesOrEmpty().stream())
                .flatMap(label -> Stream.ofNullable(parameter.labels().get(label)))
                .findFirst();
        var version = Parameters.version(reader, realm, parameter, labelled.orElse(parameter.latest()));
        return Optional.of(version).filter(found -> Filters.match(filters, parameter, found));
    }

    public GetParameterHistoryResponse getParameterHistory(GetParameterHistoryRequest in, Call call) {
        var shapes = new Shapes(vault, call.realm(), in.withDecryptionOr(false));
        var after = position(in.nextToken(), in, call);
        var limit = in.maxResultsOr(HISTORY);
        return store.read(reader -> {
            var parameter = Parameters.get(reader, call.realm(), in.nameOr(""));
            var scan = Scan.under(Parameter.key(call.realm(), parameter.name())).limit(limit + 1);
            var found = reader.list(Version.KIND, after.map(scan::after).orElse(scan));
            return GetParameterHistoryResponse.builder()
                    .parameters(found.stream()
                            .limit(limit)
                            .map(each -> shapes.history(each.value(), parameter))
                            .toList())
                    .nextToken(
                            found.size() > limit
                                    ? tokens.issue(
                                            call,
                                            in,
                                            Scan.Position.of(
                                                    found.get(limit - 1).key()))
                                    : null)
                    .build();
        });
    }

    private Optional<Scan.Position> position(@Nullable String token, Structure in, Call call) {
        return token == null
                ? Optional.empty()
                : Optional.of(tokens.read(call, in, token).orElseThrow(SsmFaults::invalidToken));
    }
}
