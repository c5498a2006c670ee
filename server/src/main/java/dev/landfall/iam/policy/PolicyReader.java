package dev.landfall.iam.policy;

import dev.landfall.iam.policy.PolicyDocument.MalformedPolicy;
import dev.landfall.json.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads policy documents as strictly as IAM does. */
final class PolicyReader {
    private static final Set<String> VERSIONS = Set.of("2012-10-17", "2008-10-17");
    private static final Set<String> ELEMENTS = Set.of("Version", "Id", "Statement");

    private PolicyReader() {}

    static PolicyDocument read(String text, PolicyType type) throws MalformedPolicy {
        var members = object(text, type);
        if (!ELEMENTS.containsAll(members.values().keySet())) {
            throw syntax();
        }
        if (members.get("Version").isPresent()
                && !(members.get("Version").get() instanceof Json.Text version && VERSIONS.contains(version.value()))) {
            throw new MalformedPolicy("The policy must contain a valid version string");
        }
        var statements = new ArrayList<Statement>();
        var sids = new HashSet<String>();
        for (var json : statements(members)) {
            var statement = StatementReader.read(json, type);
            if (statement.sid().isPresent() && !sids.add(statement.sid().get())) {
                throw new MalformedPolicy("Statement IDs (SID) in a single policy must be unique.");
            }
            statements.add(statement);
        }
        return new PolicyDocument(statements);
    }

    private static Json.Members object(String text, PolicyType type) throws MalformedPolicy {
        try {
            if (Json.parse(text) instanceof Json.Members members) {
                return members;
            }
        } catch (Json.Malformed e) {
            if (type == PolicyType.TRUST) {
                throw new MalformedPolicy("This policy contains invalid Json");
            }
        }
        throw syntax();
    }

    private static List<Json> statements(Json.Members document) throws MalformedPolicy {
        var statement = document.get("Statement").orElseThrow(PolicyReader::syntax);
        return switch (statement) {
            case Json.Members one -> List.of(one);
            case Json.Items many when !many.values().isEmpty() -> many.values();
            case Json.Items none -> throw syntax();
            case Json.Text text -> throw syntax();
            case Json.Numeral numeral -> throw syntax();
            case Json.Truth truth -> throw syntax();
            case Json.Null nothing -> throw syntax();
        };
    }

    static MalformedPolicy syntax() {
        return new MalformedPolicy("Syntax errors in policy.");
    }

    /** One string or a list of them. */
    static List<String> strings(Json json) throws MalformedPolicy {
        var values = json instanceof Json.Items items ? items.values() : List.of(json);
        var strings = new ArrayList<String>();
        for (var value : values) {
            strings.add(
                    switch (value) {
                        case Json.Text text -> text.value();
                        case Json.Numeral numeral -> numeral.digits();
                        case Json.Truth truth -> String.valueOf(truth.value());
                        case Json.Null nothing -> throw syntax();
                        case Json.Items nested -> throw syntax();
                        case Json.Members nested -> throw syntax();
                    });
        }
        return strings;
    }
}
