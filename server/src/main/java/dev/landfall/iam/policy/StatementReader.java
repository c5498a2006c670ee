package dev.landfall.iam.policy;

import dev.landfall.iam.policy.PolicyDocument.MalformedPolicy;
import dev.landfall.iam.policy.Statement.Effect;
import dev.landfall.iam.policy.Statement.Names;
import dev.landfall.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads one statement. */
final class StatementReader {
    private static final Set<String> ELEMENTS = Set.of(
            "Sid",
            "Effect",
            "Principal",
            "NotPrincipal",
            "Action",
            "NotAction",
            "Resource",
            "NotResource",
            "Condition");
    private static final Set<String> PRINCIPAL_TYPES = Set.of("AWS", "Service", "Federated", "CanonicalUser");
    private static final String ACTION = "\\*|[A-Za-z0-9-]+:[A-Za-z0-9*?.-]+";
    private static final String AWS_PRINCIPAL =
            "\\*|\\d{12}|arn:aws:(iam::\\d{12}:(root|user/.+|role/.+)|sts::\\d{12}:(assumed-role|federated-user)/.+)";
    private static final String SERVICE = "[a-z0-9.-]+\\.(amazonaws\\.com|aws\\.internal)(\\.cn)?";

    private StatementReader() {}

    static Statement read(Json json, PolicyType type) throws MalformedPolicy {
        if (!(json instanceof Json.Members members)
                || !ELEMENTS.containsAll(members.values().keySet())) {
            throw PolicyReader.syntax();
        }
        return new Statement(
                sid(members),
                effect(members),
                principals(members, type),
                actions(members, type),
                resources(members, type),
                conditions(members));
    }

    private static Optional<String> sid(Json.Members statement) throws MalformedPolicy {
        var sid = statement.get("Sid");
        if (sid.isEmpty()) {
            return Optional.empty();
        }
        if (!(sid.get() instanceof Json.Text text) || !text.value().matches("[A-Za-z0-9 ]*")) {
            throw new MalformedPolicy("Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the"
                    + " regular expression [0-9A-Za-z]*");
        }
        return Optional.of(text.value()).filter(value -> !value.isEmpty());
    }

    private static Effect effect(Json.Members statement) throws MalformedPolicy {
        if (statement.get("Effect").orElse(new Json.Null()) instanceof Json.Text effect) {
            if (effect.value().equals("Allow")) {
                return Effect.ALLOW;
            }
            if (effect.value().equals("Deny")) {
                return Effect.DENY;
            }
        }
        throw PolicyReader.syntax();
    }

    private static Optional<Names> names(Json.Members statement, String element) throws MalformedPolicy {
        var plain = statement.get(element);
        var negated = statement.get("Not" + element);
        if (plain.isPresent() && negated.isPresent()) {
            throw PolicyReader.syntax();
        }
        var json = plain.or(() -> negated);
        return json.isEmpty()
                ? Optional.empty()
                : Optional.of(new Names(negated.isPresent(), PolicyReader.strings(json.get())));
    }

    private static Names actions(Json.Members statement, PolicyType type) throws MalformedPolicy {
        var actions = names(statement, "Action")
                .filter(names -> !names.patterns().isEmpty())
                .orElseThrow(() -> new MalformedPolicy("Policy statement must contain actions."));
        for (var action : actions.patterns()) {
            if (!action.matches(ACTION)) {
                throw new MalformedPolicy("Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
            }
            if (type == PolicyType.TRUST
                    && !action.equals("*")
                    && !action.toLowerCase(Locale.ROOT).startsWith("sts:")) {
                throw new MalformedPolicy("AssumeRole policy may only specify STS AssumeRole actions.");
            }
        }
        return actions;
    }

    private static Optional<Names> resources(Json.Members statement, PolicyType type) throws MalformedPolicy {
        var resources = names(statement, "Resource");
        if (type == PolicyType.TRUST) {
            if (resources.isPresent()) {
                throw new MalformedPolicy("Has prohibited field Resource");
            }
            return resources;
        }
        if (resources.isEmpty() || resources.get().patterns().isEmpty()) {
            throw new MalformedPolicy("Policy statement must contain resources.");
        }
        for (var resource : resources.get().patterns()) {
            if (!resource.equals("*") && !resource.matches("arn:[^:]*:[^:]+:[^:]*:.*")) {
                throw new MalformedPolicy("Resource " + resource + " must be in ARN format or \"*\".");
            }
        }
        return resources;
    }

    private static Optional<Principals> principals(Json.Members statement, PolicyType type) throws MalformedPolicy {
        var plain = statement.get("Principal");
        var negated = statement.get("NotPrincipal");
        var json = plain.or(() -> negated);
        if (type == PolicyType.IDENTITY) {
            if (json.isPresent()) {
                throw new MalformedPolicy("Policy document should not specify a principal.");
            }
            return Optional.empty();
        }
        if (json.isEmpty()) {
            throw new MalformedPolicy("Missing required field Principal");
        }
        return Optional.of(principals(json.get(), negated.isPresent()));
    }

    private static Principals principals(Json json, boolean negated) throws MalformedPolicy {
        var byType = new LinkedHashMap<String, List<String>>();
        if (json instanceof Json.Text text && text.value().equals("*")) {
            byType.put("AWS", List.of("*"));
        } else if (json instanceof Json.Members members
                && !members.values().isEmpty()
                && PRINCIPAL_TYPES.containsAll(members.values().keySet())) {
            for (var entry : members.values().entrySet()) {
                byType.put(entry.getKey(), PolicyReader.strings(entry.getValue()));
            }
        } else {
            throw new MalformedPolicy("Invalid principal in policy");
        }
        check(byType, "AWS", AWS_PRINCIPAL);
        check(byType, "Service", SERVICE);
        return new Principals(negated, byType);
    }

    private static void check(LinkedHashMap<String, List<String>> byType, String type, String form)
            throws MalformedPolicy {
        for (var value : byType.getOrDefault(type, List.of())) {
            if (!value.matches(form)) {
                throw new MalformedPolicy("Invalid principal in policy: \"" + type + "\":\"" + value + "\"");
            }
        }
    }

    private static List<Condition> conditions(Json.Members statement) throws MalformedPolicy {
        var block = statement.get("Condition").orElse(new Json.Members(java.util.Map.of()));
        if (!(block instanceof Json.Members operators)) {
            throw PolicyReader.syntax();
        }
        var conditions = new ArrayList<Condition>();
        for (var operator : operators.values().entrySet()) {
            if (!(operator.getValue() instanceof Json.Members keys)) {
                throw PolicyReader.syntax();
            }
            for (var key : keys.values().entrySet()) {
                conditions.add(Condition.parse(operator.getKey(), key.getKey(), PolicyReader.strings(key.getValue()))
                        .orElseThrow(() -> new MalformedPolicy("Invalid Condition type : " + operator.getKey() + ".")));
            }
        }
        return conditions;
    }
}
