package dev.landfall.iam.policy;

/** Comparing ARNs part by part: a wildcard does not reach over a colon, but for those in the resource itself. */
final class Arns {
    private static final int PARTS = 6;

    private Arns() {}

    /** Whether a Resource element's value covers the resource of a request. */
    static boolean matches(String pattern, AccessRequest request) {
        return pattern.equals("*") || like(pattern, request.resource(), request);
    }

    static boolean like(String pattern, String arn, AccessRequest request) {
        var wanted = pattern.split(":", PARTS);
        var given = arn.split(":", PARTS);
        if (wanted.length != PARTS || given.length != PARTS) {
            return whole(pattern, arn, request);
        }
        // A variable such as ${aws:username} holds a colon of its own: only the resource part may have one.
        for (var i = 0; i < PARTS; i++) {
            if (!whole(wanted[i], given[i], request)) {
                return false;
            }
        }
        return true;
    }

    private static boolean whole(String pattern, String text, AccessRequest request) {
        return Pattern.of(pattern, request).filter(p -> p.matches(text)).isPresent();
    }
}
