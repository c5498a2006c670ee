package dev.landfall.wire.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The parameters of a query string or of a form body, decoded, in the order sent. */
public record Parameters(List<Parameter> all) {
    public static final Parameters NONE = new Parameters(List.of());

    public Parameters {
        all = List.copyOf(all);
    }

    /** One name and its value; without an equals sign the value is empty. */
    public record Parameter(String name, String value) {}

    /** Reads {@code a=1&b=2} as browsers write forms: a plus sign is a space. */
    public static Parameters parse(String text) {
        if (text.isEmpty()) {
            return NONE;
        }
        var all = new ArrayList<Parameter>();
        for (var start = 0; start <= text.length(); ) {
            var end = text.indexOf('&', start);
            var stop = end < 0 ? text.length() : end;
            if (stop > start) {
                all.add(parameter(text, start, stop));
            }
            start = stop + 1;
        }
        return new Parameters(all);
    }

    public Optional<String> first(String name) {
        for (var parameter : all) {
            if (parameter.name().equals(name)) {
                return Optional.of(parameter.value());
            }
        }
        return Optional.empty();
    }

    private static Parameter parameter(String text, int start, int stop) {
        var equals = text.indexOf('=', start);
        if (equals < 0 || equals > stop) {
            return new Parameter(Percent.decodeForm(text.substring(start, stop)), "");
        }
        return new Parameter(
                Percent.decodeForm(text.substring(start, equals)),
                Percent.decodeForm(text.substring(equals + 1, stop)));
    }
}
