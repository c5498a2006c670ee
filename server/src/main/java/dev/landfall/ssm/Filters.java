package dev.landfall.ssm;

import dev.landfall.contract.ssm.ParameterStringFilter;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether parameters are among those that a request's filters want: all filters, any of a filter's values. */
final class Filters {
    private static final Set<String> BY_PATH = Set.of("Type", "KeyId", "Label");
    private static final Set<String> DESCRIBED = Set.of("Name", "Path", "Type", "KeyId", "Tier", "DataType");

    private Filters() {}

    static void checkByPath(List<ParameterStringFilter> filters) {
        filters.forEach(filter -> check(filter, BY_PATH.contains(filter.keyOr(""))));
    }

    static void checkDescribed(List<ParameterStringFilter> filters) {
        filters.forEach(filter -> check(
                filter, DESCRIBED.contains(filter.keyOr("")) || filter.keyOr("").startsWith("tag:")));
    }

    private static void check(ParameterStringFilter filter, boolean known) {
        var key = filter.keyOr("");
        if (!known) {
            throw SsmFaults.invalidFilterKey(key);
        }
        var options = switch (key) {
            case "Name" -> Set.of("Equals", "BeginsWith", "Contains");
            case "Path" -> Set.of("Recursive", "OneLevel");
            case "Type", "KeyId" -> Set.of("Equals", "BeginsWith");
            default -> Set.of("Equals");
        };
        if (!options.contains(option(filter))) {
            throw SsmFaults.invalidFilterOption(key, option(filter));
        }
        if (filter.valuesOrEmpty().isEmpty() && !key.startsWith("tag:")) {
            throw SsmFaults.invalidFilterValue(key);
        }
        if (key.equals("Path")) {
            filter.valuesOrEmpty().forEach(Names::checkPath);
        }
    }

    private static String option(ParameterStringFilter filter) {
        return filter.optionOr(filter.keyOr("").equals("Path") ? "OneLevel" : "Equals");
    }

    static boolean match(List<ParameterStringFilter> filters, Parameter parameter, Version version) {
        return filters.stream().allMatch(filter -> matches(filter, parameter, version));
    }

    private static boolean matches(ParameterStringFilter filter, Parameter parameter, Version version) {
        var key = filter.keyOr("");
        if (key.startsWith("tag:")) {
            var value = Optional.ofNullable(parameter.tags().get(key.substring("tag:".length())));
            return value.isPresent()
                    && (filter.valuesOrEmpty().isEmpty()
                            || filter.valuesOrEmpty().contains(value.get()));
        }
        return filter.valuesOrEmpty().stream().anyMatch(wanted -> switch (key) {
            case "Name" -> compare(option(filter), slashed(parameter.name()), slashed(wanted), wanted);
            case "Path" -> isUnder(parameter.name(), wanted, option(filter).equals("Recursive"));
            case "Type" -> compare(option(filter), version.type().value(), wanted, wanted);
            case "KeyId" ->
                version.keyId()
                        .filter(id -> compare(option(filter), id, wanted, wanted))
                        .isPresent();
            case "Tier" -> version.tier().value().equals(wanted);
            case "DataType" -> Version.DATA_TYPE.equals(wanted);
            default -> parameter.labelsOf(version.number()).contains(wanted);
        });
    }

    private static boolean compare(String option, String actual, String whole, String part) {
        return switch (option) {
            case "BeginsWith" -> actual.startsWith(whole);
            case "Contains" -> actual.contains(part);
            default -> actual.equals(whole);
        };
    }

    /** A name without levels stands at the root, with or without its slash. */
    private static String slashed(String name) {
        return name.startsWith("/") ? name : "/" + name;
    }

    static boolean isUnder(String name, String path, boolean recursive) {
        var folder = path.endsWith("/") ? path : path + "/";
        var full = slashed(name);
        return full.startsWith(folder) && (recursive || full.indexOf('/', folder.length()) < 0);
    }
}
