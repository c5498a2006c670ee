package dev.landfall.wire.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** An answer over Jetty's. A whole body leaves in one write together with the headers. */
final class JettyResponse implements HttpResponse {
    private final Request request;
    private final Response response;
    private @Nullable OutputStream stream;
    private byte @Nullable [] whole;

    JettyResponse(Request request, Response response) {
        this.request = request;
        this.response = response;
    }

    @Override
    public HttpResponse status(int status) {
        response.setStatus(status);
        return this;
    }

    @Override
    public HttpResponse header(String name, String value) {
        response.getHeaders().put(name, value);
        return this;
    }

    @Override
    public OutputStream body() {
        if (whole != null) {
            throw new IllegalStateException("A whole body was sent already");
        }
        if (stream == null) {
            stream = Response.asBufferedOutputStream(request, response);
        }
        return stream;
    }

    @Override
    public void send(byte[] body) {
        if (stream != null || whole != null) {
            throw new IllegalStateException("A body was sent already");
        }
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        whole = body;
    }

    @Override
    public boolean committed() {
        return response.isCommitted();
    }

    /** Sends what is left and tells Jetty that the request is done. */
    void finish(Callback callback) throws IOException {
        if (whole != null) {
            response.write(true, ByteBuffer.wrap(whole), callback);
        } else if (stream != null) {
            stream.close();
            callback.succeeded();
        } else {
            response.write(true, ByteBuffer.allocate(0), callback);
        }
    }

    /** Answers for an endpoint that failed: the status and the request's id, and not a word more. */
    void refuse(int status, String requestId, Callback callback) {
        response.reset();
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8");
        response.getHeaders().put("x-amzn-RequestId", requestId);
        var body = (status + " request " + requestId + "\n").getBytes(StandardCharsets.UTF_8);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
    }
}
