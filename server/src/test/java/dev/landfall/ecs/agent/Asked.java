package dev.landfall.ecs.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.landfall.wire.http.HttpRequest;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A request from an address. */
record Asked(String method, String rawPath, String text, String remoteAddress, Instant receivedAt)
        implements HttpRequest {
    @Override
    public String id() {
        return "11111111-0000-4000-8000-000000000000";
    }

    @Override
    public Duration elapsed() {
        return Duration.ZERO;
    }

    @Override
    public String path() {
        return rawPath;
    }

    @Override
    public String rawQuery() {
        return "";
    }

    @Override
    public Optional<String> parameter(String name) {
        return Optional.empty();
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.empty();
    }

    @Override
    public List<String> headers(String name) {
        return List.of();
    }

    @Override
    public Collection<String> headerNames() {
        return List.of();
    }

    @Override
    public String authority() {
        return "169.254.170.2";
    }

    @Override
    public String scheme() {
        return "http";
    }

    @Override
    public OptionalLong contentLength() {
        return OptionalLong.of(text.length());
    }

    @Override
    public InputStream body() {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }
}
