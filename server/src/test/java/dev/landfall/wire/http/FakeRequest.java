package dev.landfall.wire.http;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A request without a connection. */
public final class FakeRequest implements HttpRequest {
    private final String method;
    private final String target;
    private final Map<String, List<String>> headers = new LinkedHashMap<>();
    private byte[] body = new byte[0];
    private Instant receivedAt = Instant.EPOCH;
    private Duration elapsed = Duration.ZERO;

    public FakeRequest(String method, String target) {
        this.method = method;
        this.target = target;
    }

    public FakeRequest with(String header, String value) {
        headers.computeIfAbsent(header.toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                .add(value);
        return this;
    }

    public FakeRequest body(byte[] bytes) {
        body = bytes;
        return this;
    }

    public FakeRequest at(Instant time) {
        receivedAt = time;
        return this;
    }

    public FakeRequest after(Duration time) {
        elapsed = time;
        return this;
    }

    @Override
    public String id() {
        return "00000000-0000-0000-0000-000000000000";
    }

    @Override
    public Instant receivedAt() {
        return receivedAt;
    }

    @Override
    public Duration elapsed() {
        return elapsed;
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public String rawPath() {
        return target.split("\\?", 2)[0];
    }

    @Override
    public String path() {
        return Percent.decode(rawPath());
    }

    @Override
    public String rawQuery() {
        var parts = target.split("\\?", 2);
        return parts.length == 1 ? "" : parts[1];
    }

    @Override
    public Optional<String> parameter(String name) {
        return Parameters.parse(rawQuery()).first(name);
    }

    @Override
    public Optional<String> header(String name) {
        return headers(name).stream().findFirst();
    }

    @Override
    public List<String> headers(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    @Override
    public Collection<String> headerNames() {
        return headers.keySet();
    }

    @Override
    public String remoteAddress() {
        return "127.0.0.1";
    }

    @Override
    public String authority() {
        return header("host").orElse("");
    }

    @Override
    public String scheme() {
        return "http";
    }

    @Override
    public OptionalLong contentLength() {
        return OptionalLong.of(body.length);
    }

    @Override
    public InputStream body() {
        return new ByteArrayInputStream(body);
    }
}
