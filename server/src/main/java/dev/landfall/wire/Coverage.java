package dev.landfall.wire;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is built of each service, as the page that users look it up on. */
public final class Coverage {
    private Coverage() {}

    /**
     * A Markdown page: a table of services, then each service's operations. The same services give the same page.
     *
     * @param limits what a service's operations do not do yet, by the service's id
     */
    public static String markdown(List<BoundService> services, Map<String, List<String>> limits) {
        var page = new StringBuilder("""
                # Coverage

                Written by the build from the code itself; do not edit. An operation that is not built answers with
                `NotImplementedException` and changes nothing.

                """);
        page.append(table(services));
        for (var service : services) {
            page.append(section(service, limits.getOrDefault(service.model().id(), List.of())));
        }
        return page.toString();
    }

    /** How much is built of each service. */
    public static String table(List<BoundService> services) {
        var table = new StringBuilder("""
                | Service | API version | Operations built | of |
                |---|---|---:|---:|
                """);
        services.forEach(service -> table.append(row(service)));
        return table.toString();
    }

    private static String row(BoundService service) {
        var metadata = service.model().metadata();
        return String.format(
                Locale.ROOT,
                "| [%s](#%s) | %s | %d | %d |%n",
                metadata.fullName(),
                service.model().id(),
                metadata.apiVersion(),
                service.implemented().size(),
                service.model().operationNames().size());
    }

    private static String section(BoundService service, List<String> limits) {
        var section = new StringBuilder("\n## " + service.model().id() + "\n\n");
        limits.forEach(limit -> section.append("- **Limit:** ").append(limit).append('\n'));
        if (!limits.isEmpty()) {
            section.append('\n');
        }
        if (!service.implemented().isEmpty()) {
            section.append("Built: ").append(list(service.implemented())).append(".\n");
        }
        if (!service.implemented().isEmpty() && !service.missing().isEmpty()) {
            section.append('\n');
        }
        if (!service.missing().isEmpty()) {
            section.append("Not built yet: ").append(list(service.missing())).append(".\n");
        }
        return section.toString();
    }

    private static String list(List<String> names) {
        return String.join(", ", names);
    }
}
