package dev.landfall.ecs.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.landfall.wire.http.HttpResponse;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;

/** What came back. */
final class Answered implements HttpResponse {
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private int status;

    @Override
    public HttpResponse status(int is) {
        status = is;
        return this;
    }

    @Override
    public HttpResponse header(String name, String value) {
        return this;
    }

    @Override
    public OutputStream body() {
        return body;
    }

    @Override
    public void send(byte[] whole) {
        body.writeBytes(whole);
    }

    @Override
    public boolean committed() {
        return body.size() > 0;
    }

    int status() {
        return status;
    }

    String text() {
        return body.toString(UTF_8);
    }
}
