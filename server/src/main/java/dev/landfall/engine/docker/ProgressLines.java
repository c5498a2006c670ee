package dev.landfall.engine.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** What Docker tells in the course of a call, line by line. */
final class ProgressLines {
    /** A line repeats what registries say, and they are strangers. */
    private static final int MAX_LINE_BYTES = 1024 * 1024;

    private final InputStream in;

    ProgressLines(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    /**
     * The next line; empty at the end. Blocks.
     *
     * @throws DockerFault when it tells a failure: that comes as a line, under the status 200
     */
    Optional<Json> next() throws IOException {
        var bytes = new ByteArrayOutputStream();
        var one = in.read();
        while (one >= 0 && one != '\n') {
            if (bytes.size() >= MAX_LINE_BYTES) {
                throw new DockerFault(200, beginning(bytes));
            }
            bytes.write(one);
            one = in.read();
        }
        if (one < 0 && bytes.size() == 0) {
            return Optional.empty();
        }
        var told = Json.read(bytes.toByteArray());
        var error = told.text("error").or(() -> told.text("errorDetail", "message"));
        if (error.isPresent()) {
            throw new DockerFault(200, error.get());
        }
        return Optional.of(told);
    }

    private static String beginning(ByteArrayOutputStream bytes) {
        return bytes.toString(UTF_8).replaceFirst("^\\{\"errorDetail\":\\{\"message\":\"", "");
    }
}
