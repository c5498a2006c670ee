package dev.landfall.ssm;

import dev.landfall.contract.ssm.ParameterInlinePolicy;
import dev.landfall.json.Json;
import dev.landfall.json.JsonText;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/**
 * The policy that ends a parameter at a moment. It is the one there is: the other two would send events, and nothing here
 * takes any.
 *
 * @param text the policy's own JSON
 */
record Expiration(Instant at, String text) {
    private static final String TYPE = "Expiration";
    private static final int MOST = 10;

    /** What a request's policies come to; empty for a list of none. @throws dev.landfall.contract.Fault */
    static Optional<Expiration> parse(String policies) {
        if (!(json(policies) instanceof Json.Items(var items))) {
            throw SsmFaults.validation("Policies: a list of policies is expected, as JSON.");
        }
        if (items.size() > MOST) {
            throw SsmFaults.tooManyPolicies(MOST);
        }
        if (items.size() > 1) {
            throw SsmFaults.incompatiblePolicies();
        }
        return items.stream().map(Expiration::one).findFirst();
    }

    private static Expiration one(Json policy) {
        var type = text(policy, "Type").orElse("");
        if (!type.equals(TYPE)) {
            throw SsmFaults.unknownPolicyType(type);
        }
        var at = member(policy, "Attributes")
                .flatMap(attributes -> text(attributes, "Timestamp"))
                .flatMap(Expiration::time);
        return new Expiration(at.orElseThrow(SsmFaults::invalidPolicyAttribute), JsonText.of(policy));
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Json json(String text) {
        try {
            return Json.parse(text);
        } catch (Json.Malformed e) {
            throw SsmFaults.validation("Policies: the text is not JSON.");
        }
    }

    private static Optional<Json> member(Json json, String name) {
        return json instanceof Json.Members members ? members.get(name) : Optional.empty();
    }

    private static Optional<String> text(Json json, String name) {
        return member(json, name).filter(Json.Text.class::isInstance).map(found -> ((Json.Text) found).value());
    }

    List<ParameterInlinePolicy> shape() {
        return List.of(ParameterInlinePolicy.builder()
                .policyText(text)
                .policyType(TYPE)
                .policyStatus("Pending") // once it is applied there is no parameter to tell it of
                .build());
    }
}
