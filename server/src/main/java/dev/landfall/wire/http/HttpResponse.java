package dev.landfall.wire.http;

import java.io.IOException;
import java.io.OutputStream;

/** The answer in the making. Status and headers leave with the first byte of the body, or when the endpoint returns. */
public interface HttpResponse {
    HttpResponse status(int status);

    /** Sets a header, replacing what it was. */
    HttpResponse header(String name, String value);

    /**
     * Where to stream the body. With a {@code Content-Length} header exactly so many bytes must follow; without one the
     * answer is chunked. To a HEAD request bytes written here do not leave.
     */
    OutputStream body();

    /** Sends a whole body at once, with its length. To a HEAD request only the length leaves. */
    void send(byte[] body) throws IOException;

    /** True once status and headers have left and can no longer change. */
    boolean committed();
}
