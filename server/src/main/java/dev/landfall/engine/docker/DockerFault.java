package dev.landfall.engine.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import tools.jackson.core.JacksonException;

/** Docker answered, and said no. */
final class DockerFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    /** @param status of HTTP; 200 for an error that a stream told in its course */
    DockerFault(int status, String message) {
        super(message);
        this.status = status;
    }

    /** The message in the body of a refusal. */
    static String message(byte[] body) {
        try {
            if (body.length > 0 && body[0] == '{') {
                return Json.read(body).text("message").orElse("");
            }
        } catch (JacksonException cut) {
            // A message so long that its end was not read; its beginning will do.
        }
        return new String(body, UTF_8).strip();
    }

    int status() {
        return status;
    }

    String text() {
        return String.valueOf(getMessage());
    }

    /** As Docker's own client prints it, and so the agent: a refusal is told apart from an error in a stream's course. */
    String told() {
        return status < 400 ? text() : "Error response from daemon: " + text();
    }

    boolean isNotFound() {
        return status == 404;
    }

    /** A port of the host that something else has. */
    boolean isPortConflict() {
        return text().contains("port is already allocated") || text().contains("address already in use");
    }

    boolean isConflict() {
        return status == 409;
    }
}
