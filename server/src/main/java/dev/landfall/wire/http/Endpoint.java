package dev.landfall.wire.http;

import java.io.IOException;

/**
 * Answers the requests of a part of the address space. Each runs on a virtual thread of its own and may block: reading
 * the body, writing the answer, or waiting for what the answer needs.
 *
 * <p>Returning completes the answer. An exception before the first byte left becomes a plain 500 with the request's id;
 * after it, the connection is cut so that nobody takes half an answer for a whole one.
 */
@FunctionalInterface
public interface Endpoint {
    void answer(HttpRequest request, HttpResponse response) throws IOException;
}
