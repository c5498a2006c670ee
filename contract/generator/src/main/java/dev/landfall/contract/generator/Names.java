package dev.landfall.contract.generator;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import javax.lang.model.SourceVersion;

/** Java's names for the model's. */
final class Names {
    /** Names a record component must not have, or that the records' own methods have. */
    private static final Set<String> TAKEN = Set.of(
            "clone",
            "finalize",
            "getClass",
            "hashCode",
            "notify",
            "notifyAll",
            "toString",
            "wait",
            "schema",
            "builder",
            "toBuilder",
            "build");

    private Names() {}

    static String type(String shape) {
        return Character.toUpperCase(shape.charAt(0)) + shape.substring(1);
    }

    static String lowerFirst(String name) {
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    static String component(String member) {
        var name = lowerFirst(member);
        return SourceVersion.isKeyword(name) || TAKEN.contains(name) ? name + "_" : name;
    }

    /** {@code ClusterNotFoundException} becomes {@code CLUSTER_NOT_FOUND_EXCEPTION}, {@code 4.0} becomes {@code _4_0}. */
    static String constant(String value) {
        var words = value.replaceAll("[^A-Za-z0-9]+", "_")
                .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .replaceAll("([A-Z]+)([A-Z][a-z])", "$1_$2");
        var name = words.isEmpty() ? "EMPTY" : words.toUpperCase(Locale.ROOT);
        var started = Character.isDigit(name.charAt(0)) ? "_" + name : name;
        return started.equals("SCHEMA") || started.equals("_") ? started + "_" : started;
    }

    /** The first of name, name_2, name_3 … that is new. */
    static String unique(String name, Set<String> used) {
        var candidate = name;
        for (int n = 2; !used.add(candidate); n++) {
            candidate = name + "_" + n;
        }
        return candidate;
    }

    static Set<String> fresh() {
        return new HashSet<>();
    }

    /** A Java string literal. */
    static String literal(String text) {
        var quoted = new StringBuilder("\"");
        text.chars().forEach(c -> quoted.append(escaped((char) c)));
        return quoted.append('"').toString();
    }

    private static String escaped(char c) {
        return switch (c) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> c < ' ' || c > '~' ? String.format(Locale.ROOT, "\\u%04x", (int) c) : String.valueOf(c);
        };
    }
}
