package dev.landfall.ecs.configuration;

import dev.landfall.wire.Realm;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where a task definition's {@code valueFrom} points. */
public sealed interface SecretReference {
    /**
     * A parameter of Parameter Store.
     *
     * @param given its name or ARN, as written
     */
    record Parameter(Realm realm, String given) implements SecretReference {}

    /**
     * A secret of Secrets Manager, or what it holds under a key.
     *
     * @param given as written
     * @param id its name, its ARN, or its ARN without the random end
     * @param stage neither stage nor version means {@code AWSCURRENT}
     */
    record Secret(
            Realm realm,
            String given,
            String id,
            Optional<String> jsonKey,
            Optional<String> stage,
            Optional<String> version)
            implements SecretReference {}

    /** What {@code parameter/} of an ARN or a name may be made of. */
    Pattern PARAMETER = Pattern.compile("[a-zA-Z0-9_.,/-]{1,2048}");

    int ARN_PARTS = 6;

    /**
     * Reads a container's or a log driver's {@code valueFrom}: an ARN of either service, else a parameter's name.
     *
     * @param home of the task: where a bare name is
     */
    static SecretReference of(Realm home, String valueFrom) throws Malformed {
        var parts = valueFrom.split(":", ARN_PARTS);
        if (parts.length == ARN_PARTS && parts[0].equals("arn") && parts[2].equals("secretsmanager")) {
            return secret(valueFrom, new Realm(parts[4], parts[3]), parts);
        }
        if (parts.length == ARN_PARTS && parts[0].equals("arn") && parts[2].equals("ssm")) {
            if (!parts[5].startsWith("parameter/") || !isParameter(parts[5].substring("parameter/".length()))) {
                throw new Malformed("an invalid ARN format for the Systems Manager parameter was specified");
            }
            return new Parameter(new Realm(parts[4], parts[3]), valueFrom);
        }
        if (!isParameter(valueFrom)) {
            throw new Malformed("the parameter name can have letters, digits and the symbols . - _ / ,");
        }
        return new Parameter(home, valueFrom);
    }

    /** The secret with a registry's login, which a task may also name without an ARN. */
    static Secret login(Realm home, String credentialsParameter) throws Malformed {
        return credentialsParameter.startsWith("arn:")
                ? asSecret(of(home, credentialsParameter))
                : new Secret(
                        home,
                        credentialsParameter,
                        credentialsParameter,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
    }

    private static Secret asSecret(SecretReference found) throws Malformed {
        return switch (found) {
            case Secret secret -> secret;
            case Parameter parameter -> throw new Malformed("credentialsParameter names no secret of Secrets Manager");
        };
    }

    /** {@code secret:id}, or {@code secret:id:json-key:version-stage:version-id} with any of the last three left empty. */
    private static Secret secret(String given, Realm realm, String[] arn) throws Malformed {
        var parts = arn[5].split(":", -1);
        if ((parts.length != 2 && parts.length != 5) || !parts[0].equals("secret") || parts[1].isEmpty()) {
            throw new Malformed("an invalid ARN format for the AWS Secrets Manager secret was specified."
                    + " Specify a valid ARN and try again.");
        }
        var id = String.join(":", arn[0], arn[1], arn[2], arn[3], arn[4], parts[0], parts[1]);
        return parts.length == 2
                ? new Secret(realm, given, id, Optional.empty(), Optional.empty(), Optional.empty())
                : new Secret(realm, given, id, part(parts[2]), part(parts[3]), part(parts[4]));
    }

    private static Optional<String> part(String text) {
        return Optional.of(text).filter(some -> !some.isEmpty());
    }

    private static boolean isParameter(String name) {
        return PARAMETER.matcher(name).matches();
    }
}
