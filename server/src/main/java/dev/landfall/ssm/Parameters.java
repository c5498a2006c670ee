package dev.landfall.ssm;

import dev.landfall.store.Document;
import dev.landfall.store.Key;
import dev.landfall.store.Reader;
import dev.landfall.store.Scan;
import dev.landfall.wire.Realm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Finding parameters and their versions. */
final class Parameters {
    private static final int CHUNK = 100;

    private Parameters() {}

    /** @throws dev.landfall.contract.Fault when there is none, or a version is named */
    static Parameter get(Reader reader, Realm realm, String given) {
        var reference = Names.Reference.of(realm, given);
        return reference.selector().isPresent()
                ? notFound(given)
                : find(reader, realm, reference).orElseGet(() -> notFound(given));
    }

    private static Parameter notFound(String given) {
        throw SsmFaults.notFound(given);
    }

    static Optional<Parameter> find(Reader reader, Realm realm, Names.Reference reference) {
        return reference.names().stream()
                .flatMap(name -> reader.get(Parameter.KIND, Parameter.key(realm, name)).stream())
                .findFirst();
    }

    /** The version that a name with or without a selector means. @throws dev.landfall.contract.Fault when there is none */
    static Version select(Reader reader, Realm realm, String given) {
        var reference = Names.Reference.of(realm, given);
        var parameter = find(reader, realm, reference).orElseGet(() -> notFound(reference.name()));
        var number = reference.selector().map(text -> number(parameter, text)).orElse(parameter.latest());
        return version(reader, realm, parameter, number);
    }

    private static long number(Parameter parameter, String selector) {
        if (selector.matches("[0-9]{1,12}")) {
            return Long.parseLong(selector);
        }
        var labelled = parameter.labels().get(selector);
        if (labelled == null) {
            throw SsmFaults.labelNotFound(selector, parameter.name());
        }
        return labelled;
    }

    static Version version(Reader reader, Realm realm, Parameter parameter, long number) {
        return reader.get(Version.KIND, Version.key(realm, parameter.name(), Math.max(number, 0)))
                .filter(found -> found.number() == number)
                .orElseThrow(() -> SsmFaults.versionNotFound(number, parameter.name()));
    }

    /** One item of a page, and where it stands. */
    record Found<T>(Key key, T item) {}

    /** The next wanted parameters by name. */
    static <T> List<Found<T>> page(
            Reader reader,
            Realm realm,
            String prefix,
            Optional<Scan.Position> after,
            int limit,
            BiFunction<Reader, Parameter, Optional<T>> wanted) {
        var page = new ArrayList<Found<T>>();
        var scan =
                Scan.under(realm.account(), realm.region()).startingWith(prefix).limit(CHUNK);
        var from = after;
        while (page.size() < limit) {
            var chunk = reader.list(Parameter.KIND, from.map(scan::after).orElse(scan));
            for (Document<Parameter> each : chunk) {
                wanted.apply(reader, each.value()).ifPresent(item -> page.add(new Found<>(each.key(), item)));
                if (page.size() == limit) {
                    return page;
                }
            }
            if (chunk.size() < CHUNK) {
                return page;
            }
            from = Optional.of(Scan.Position.of(chunk.getLast().key()));
        }
        return page;
    }
}
