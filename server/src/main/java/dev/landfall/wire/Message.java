package dev.landfall.wire;

import dev.landfall.wire.http.HttpRequest;
import java.util.Map;

/**
 * A request with its body read.
 *
 * @param body as it came; what the signature covers
 * @param content the same without the compression that the client put on it
 * @param form the parameters of a query protocol, empty in the others
 */
record Message(HttpRequest request, byte[] body, byte[] content, Map<String, String> form) {
    Message withForm(Map<String, String> parameters) {
        return new Message(request, body, content, parameters);
    }
}
