package dev.landfall.engine.docker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The status and headers of an answer; names in lower case. */
record HttpHead(int status, Map<String, String> headers) {
    private static final int MAX_LINE_BYTES = 64 * 1024;
    private static final int MAX_HEADERS = 200;

    static HttpHead read(InputStream in) throws IOException {
        var status = line(in);
        if (!status.startsWith("HTTP/1.") || status.length() < 12) {
            throw new IOException("Not an HTTP answer: " + status.substring(0, Math.min(80, status.length())));
        }
        var headers = new HashMap<String, String>();
        for (var line = line(in); !line.isEmpty(); line = line(in)) {
            var colon = line.indexOf(':');
            if (colon < 1 || headers.size() >= MAX_HEADERS) {
                throw new IOException("Malformed HTTP headers");
            }
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return new HttpHead(Integer.parseInt(status.substring(9, 12)), headers);
    }

    boolean isChunked() {
        return headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked");
    }

    /** The length of the body, or -1 when only the end of the connection tells. */
    long contentLength() {
        if (status == 204 || status == 304) {
            return 0;
        }
        return Long.parseLong(headers.getOrDefault("content-length", "-1"));
    }

    boolean keepsAlive() {
        return !headers.getOrDefault("connection", "").equalsIgnoreCase("close");
    }

    static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream(64);
        for (var b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("The engine closed the connection");
            }
            if (line.size() >= MAX_LINE_BYTES) {
                throw new IOException("An HTTP header line is too long");
            }
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(ISO_8859_1);
    }
}
