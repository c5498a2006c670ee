package dev.landfall.wire;

import dev.landfall.wire.http.HttpRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
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

    /** A body beyond the limit. */
    static final class TooLarge extends Exception {
        private static final long serialVersionUID = 1L;

        TooLarge() {
            super("The body is larger than " + MOST_BYTES + " bytes", null, false, false);
        }
    }

    /** A body that took too long, or is not compressed as it says. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        private final String why;

        Unreadable(String why) {
            super(why, null, false, false);
            this.why = why;
        }

        String why() {
            return why;
        }
    }

    static Message read(HttpRequest request) throws IOException, TooLarge, Unreadable {
        var body = raw(request);
        return new Message(request, body, inflated(request, body), Map.of());
    }

    private static byte[] raw(HttpRequest request) throws IOException, TooLarge, Unreadable {
        var announced = request.contentLength().orElse(-1);
        if (announced == 0) {
            return NONE;
        }
        if (announced > MOST_BYTES) {
            drain(request);
            throw new TooLarge();
        }
        var body = gather(request.body(), announced < 0 ? 8_192 : (int) announced);
        if (body.length > MOST_BYTES) {
            drain(request);
            throw new TooLarge();
        }
        return body;
    }

    /** Reads to the end or one byte past the limit. A client that drips is cut off, however steadily it drips. */
    private static byte[] gather(InputStream in, int expected) throws IOException, Unreadable {
        var buffer = new byte[expected];
        var length = 0;
        var deadline = System.nanoTime() + LONGEST.toNanos();
        while (length <= MOST_BYTES) {
            if (length == buffer.length) {
                var next = in.read();
                if (next < 0) {
                    return buffer;
                }
                buffer = Arrays.copyOf(buffer, Math.min(2 * length + 1, MOST_BYTES + 1));
                buffer[length++] = (byte) next;
                continue;
            }
            var read = in.read(buffer, length, buffer.length - length);
            if (read < 0) {
                break;
            }
            length += read;
            if (System.nanoTime() > deadline) {
                throw new Unreadable("The request did not arrive within " + LONGEST.toSeconds() + " seconds.");
            }
        }
        return length == buffer.length ? buffer : Arrays.copyOf(buffer, length);
    }

    private static void drain(HttpRequest request) throws IOException {
        if (request.header("expect").isPresent()) {
            return; // it waits for leave to send the body, and will not get it
        }
        var in = request.body();
        var buffer = new byte[64 * 1024];
        var deadline = System.nanoTime() + LONGEST.toNanos();
        var left = MOST_DRAINED_BYTES;
        for (int read; left > 0 && (read = in.read(buffer)) >= 0; left -= read) {
            if (System.nanoTime() > deadline) {
                return;
            }
        }
    }

    private static byte[] inflated(HttpRequest request, byte[] body) throws TooLarge, Unreadable {
        var encoding = request.header("content-encoding");
        if (encoding.isEmpty() || !encoding.get().equalsIgnoreCase("gzip")) {
            return body;
        }
        try (var in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            var content = in.readNBytes(MOST_BYTES + 1);
            if (content.length > MOST_BYTES) {
                throw new TooLarge();
            }
            return content;
        } catch (IOException e) {
            throw new Unreadable("The body is not compressed with gzip as it says.");
        }
    }
}
