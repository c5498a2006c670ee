package dev.landfall.iam.policy;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The Principal or NotPrincipal element.
 *
 * @param byType values under {@code AWS}, {@code Service}, {@code Federated} or {@code CanonicalUser}; {@code *} alone is
 *     written as {@code AWS: *}
 */
public record Principals(boolean allBut, Map<String, List<String>> byType) {
    public Principals {
        byType = Map.copyOf(byType);
    }

    boolean include(Caller caller) {
        return switch (caller) {
            case Caller.Service service -> any("Service", service.name()::equals) != allBut;
            case Caller.Identity identity -> any("AWS", value -> names(value, identity)) != allBut;
        };
    }

    private boolean any(String type, Predicate<String> test) {
        return byType.getOrDefault(type, List.of()).stream().anyMatch(test);
    }

    /** An account, by number or by its root, stands for everyone in it; a role for all its sessions. */
    private static boolean names(String value, Caller.Identity identity) {
        return value.equals("*")
                || value.equals(identity.account())
                || value.equals("arn:aws:iam::" + identity.account() + ":root")
                || value.equals(identity.arn())
                || identity.role().filter(value::equals).isPresent();
    }
}
