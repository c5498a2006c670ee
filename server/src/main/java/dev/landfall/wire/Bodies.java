package dev.landfall.wire;

import dev.landfall.wire.http.HttpRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** Reads the bodies of API calls, which are small, whole and soon here, or refused. */
final class Bodies {
    /** Well above the largest call of any service here: a PutLogEvents of 1 MiB, escaped, takes some 6 MiB. */
    static final int MOST_BYTES = 16 * 1024 * 1024;

    private static final long MOST_DRAINED_BYTES = 4L * MOST_BYTES; // so that an honest client reads its refusal
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final byte[] NONE = new byte[0];

    private Bodies() {}

    static Message read(HttpRequest request) throws IOException, BodyRefused {
        var body = raw(request);
        return new Message(request, body, inflated(request, body), Map.of());
    }

    private static byte[] raw(HttpRequest request) throws IOException, BodyRefused {
        var announced = request.contentLength().orElse(-1);
        if (announced == 0) {
            return NONE;
        }
        if (announced > MOST_BYTES) {
            drain(request);
            throw BodyRefused.tooLarge();
        }
        return announced < 0 ? chunked(request) : exactly(request, (int) announced);
    }

    private static byte[] exactly(HttpRequest request, int length) throws IOException, BodyRefused {
        var in = request.body();
        var body = new byte[length];
        for (var have = 0; have < length; ) {
            var read = in.read(body, have, length - have);
            if (read < 0) {
                throw new EOFException("The connection ended in the middle of a body");
            }
            have += read;
            requireSoon(request);
        }
        return body;
    }

    private static byte[] chunked(HttpRequest request) throws IOException, BodyRefused {
        var in = request.body();
        var body = new ByteArrayOutputStream();
        var buffer = new byte[16 * 1024];
        for (int read; (read = in.read(buffer)) >= 0; ) {
            body.write(buffer, 0, read);
            requireSoon(request);
            if (body.size() > MOST_BYTES) {
                drain(request);
                throw BodyRefused.tooLarge();
            }
        }
        return body.toByteArray();
    }

    /** A client that drips is cut off, however steadily it drips. */
    private static void requireSoon(HttpRequest request) throws BodyRefused {
        if (isLate(request)) {
            throw BodyRefused.malformed("The request did not arrive within " + LONGEST.toSeconds() + " seconds.");
        }
    }

    private static void drain(HttpRequest request) throws IOException {
        if (request.header("expect").isPresent()) {
            return; // it waits for leave to send the body, and will not get it
        }
        var in = request.body();
        var buffer = new byte[64 * 1024];
        var left = MOST_DRAINED_BYTES;
        for (int read; left > 0 && (read = in.read(buffer)) >= 0; left -= read) {
            if (isLate(request)) {
                return;
            }
        }
    }

    private static boolean isLate(HttpRequest request) {
        return request.elapsed().compareTo(LONGEST) > 0;
    }

    private static byte[] inflated(HttpRequest request, byte[] body) throws BodyRefused {
        var encoding = request.header("content-encoding");
        if (encoding.isEmpty() || !encoding.get().equalsIgnoreCase("gzip")) {
            return body;
        }
        try (var in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            var content = in.readNBytes(MOST_BYTES + 1);
            if (content.length > MOST_BYTES) {
                throw BodyRefused.tooLarge();
            }
            return content;
        } catch (IOException e) {
            throw BodyRefused.malformed("The body is not compressed with gzip as it says.");
        }
    }
}
