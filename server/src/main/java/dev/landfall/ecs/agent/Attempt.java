package dev.landfall.ecs.agent;

import dev.landfall.audit.SecurityEvent;
import dev.landfall.audit.SecurityEvent.Kind;
import dev.landfall.wire.http.HttpRequest;
import java.util.regex.Pattern;

/** What is written down of a request that was refused. */
final class Attempt {
    /** An id may be another's true one, which must not be told. */
    private static final Pattern SECRETIVE = Pattern.compile("([0-9a-zA-Z]{8})[^/]+");

    private Attempt() {}

    /** @param subject as whom the caller is known, or empty */
    static SecurityEvent of(HttpRequest request, Kind kind, String subject) {
        return of(request, kind, subject, what(request));
    }

    /** One that called this server by a name that is not its own. */
    static SecurityEvent byForeignName(HttpRequest request) {
        return of(request, Kind.FOREIGN_NAME_REFUSED, "", what(request) + " of " + request.authority());
    }

    private static SecurityEvent of(HttpRequest request, Kind kind, String subject, String detail) {
        return new SecurityEvent(request.receivedAt(), kind, request.remoteAddress(), subject, detail);
    }

    private static String what(HttpRequest request) {
        return request.method() + " " + SECRETIVE.matcher(request.rawPath()).replaceAll("$1…");
    }
}
