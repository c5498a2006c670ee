package dev.landfall.ssm;

import dev.landfall.wire.Realm;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What parameters may be called, and how requests speak of them. */
final class Names {
    private static final int LONGEST_ARN = 1_011;
    private static final int DEEPEST = 15;
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_./-]+");
    private static final Pattern PATH = Pattern.compile("/|(/[a-zA-Z0-9_.-]+)+/?");
    private static final Pattern LABEL = Pattern.compile("[a-zA-Z_.-][a-zA-Z0-9_.-]{0,99}");

    private Names() {}

    /** @throws dev.landfall.contract.Fault when a new parameter cannot have the name */
    static void check(Realm realm, String name) {
        if (!NAME.matcher(name).matches() || name.contains("//") || name.endsWith("/")) {
            throw SsmFaults.invalidName();
        }
        if (name.indexOf('/') > 0) {
            throw SsmFaults.validation("Parameter name must be a fully qualified name.");
        }
        var bare = name.toLowerCase(Locale.ROOT).replaceFirst("^/", "");
        if (bare.startsWith("aws") && name.lastIndexOf('/') > 0) {
            throw SsmFaults.reserved(name);
        }
        if (bare.startsWith("aws") || bare.startsWith("ssm")) {
            throw SsmFaults.validation("Parameter name: can't be prefixed with \"aws\" or \"ssm\" (case-insensitive).");
        }
        if (name.chars().filter(c -> c == '/').count() > DEEPEST) {
            throw SsmFaults.tooDeep(DEEPEST);
        }
        if (Parameter.arn(realm, name).length() > LONGEST_ARN) {
            throw SsmFaults.validation(
                    "The parameter name, with its ARN, is longer than " + LONGEST_ARN + " characters.");
        }
    }

    /** @throws dev.landfall.contract.Fault when parameters cannot be below it */
    static void checkPath(String path) {
        if (!PATH.matcher(path).matches()) {
            throw SsmFaults.invalidPath();
        }
    }

    static boolean isLabel(String label) {
        var lower = label.toLowerCase(Locale.ROOT);
        return LABEL.matcher(label).matches() && !lower.startsWith("aws") && !lower.startsWith("ssm");
    }

    /**
     * A parameter as a request asks for it.
     *
     * @param names what it may be called: an ARN does not tell whether a name without levels begins with a slash
     * @param selector a version's number or a label
     */
    record Reference(List<String> names, Optional<String> selector) {
        /** @throws dev.landfall.contract.Fault when it can be no parameter's name */
        static Reference of(Realm realm, String given) {
            var prefix = realm.arn("ssm", "parameter/");
            var isArn = given.startsWith(prefix);
            var rest = isArn ? given.substring(prefix.length()) : given;
            var colon = rest.indexOf(':');
            var name = colon < 0 ? rest : rest.substring(0, colon);
            if (!NAME.matcher(name).matches() || name.length() > LONGEST_ARN) {
                throw SsmFaults.invalidName();
            }
            return new Reference(
                    isArn ? List.of("/" + name, name) : List.of(name),
                    colon < 0 ? Optional.empty() : Optional.of(rest.substring(colon + 1)));
        }

        String name() {
            return names.getLast();
        }
    }
}
