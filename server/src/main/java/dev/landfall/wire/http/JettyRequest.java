package dev.landfall.wire.http;

import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** A request over Jetty's. What few endpoints ask for is made when first asked for. */
final class JettyRequest implements HttpRequest {
    private final Request request;
    private final String id;
    private final InstantSource clock;
    private final Instant receivedAt;
    private @Nullable Parameters parameters;
    private @Nullable InputStream body;

    JettyRequest(Request request, String id, InstantSource clock) {
        this.request = request;
        this.id = id;
        this.clock = clock;
        receivedAt = clock.instant();
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Instant receivedAt() {
        return receivedAt;
    }

    @Override
    public Duration elapsed() {
        return Duration.between(receivedAt, clock.instant());
    }

    @Override
    public String method() {
        return request.getMethod();
    }

    @Override
    public String rawPath() {
        var path = request.getHttpURI().getPath();
        return path == null || path.isEmpty() ? "/" : path;
    }

    @Override
    public String path() {
        return Percent.decode(rawPath());
    }

    @Override
    public String rawQuery() {
        var query = request.getHttpURI().getQuery();
        return query == null ? "" : query;
    }

    @Override
    public Optional<String> parameter(String name) {
        if (parameters == null) {
            parameters = Parameters.parse(rawQuery());
        }
        return parameters.first(name);
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.ofNullable(request.getHeaders().get(name));
    }

    @Override
    public List<String> headers(String name) {
        return request.getHeaders().getValuesList(name);
    }

    @Override
    public Collection<String> headerNames() {
        var names = new LinkedHashSet<String>();
        request.getHeaders().forEach(field -> names.add(field.getName().toLowerCase(Locale.ROOT)));
        return names;
    }

    @Override
    public String remoteAddress() {
        return Request.getRemoteAddr(request);
    }

    @Override
    public String authority() {
        var authority = request.getHttpURI().getAuthority();
        return authority == null ? "" : authority;
    }

    @Override
    public String scheme() {
        return request.getHttpURI().getScheme();
    }

    @Override
    public OptionalLong contentLength() {
        var length = request.getLength();
        if (length >= 0) {
            return OptionalLong.of(length);
        }
        return request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING) ? OptionalLong.empty() : OptionalLong.of(0);
    }

    @Override
    public InputStream body() {
        if (body == null) {
            body = Content.Source.asInputStream(request);
        }
        return body;
    }
}
