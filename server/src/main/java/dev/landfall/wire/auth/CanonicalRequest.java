package dev.landfall.wire.auth;

import dev.landfall.wire.http.HttpRequest;
import dev.landfall.wire.http.Parameters;
import dev.landfall.wire.http.Percent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** A request in the one form that client and server must agree on to agree on its signature. */
final class CanonicalRequest {
    private CanonicalRequest() {}

    /** @param payloadHash of the body, in hexadecimal */
    static String of(HttpRequest request, Signature signature, String payloadHash) {
        var out = new StringBuilder(512);
        out.append(request.method()).append('\n');
        out.append(path(request.rawPath())).append('\n');
        out.append(query(request.rawQuery(), signature.presigned())).append('\n');
        for (var name : signature.signedHeaders()) {
            out.append(name).append(':').append(value(request.headers(name))).append('\n');
        }
        out.append('\n').append(String.join(";", signature.signedHeaders())).append('\n');
        return out.append(payloadHash).toString();
    }

    /** Without dots and doubled slashes, and every segment encoded once more than it was sent: all but S3 sign so. */
    private static String path(String raw) {
        if (raw.equals("/")) {
            return raw;
        }
        var segments = new ArrayDeque<String>();
        for (var segment : raw.split("/")) {
            switch (segment) {
                case "", "." -> {}
                case ".." -> segments.pollLast();
                default -> segments.addLast(Percent.encode(segment));
            }
        }
        var path = "/" + String.join("/", segments);
        return raw.endsWith("/") && !segments.isEmpty() ? path + "/" : path;
    }

    private static String query(String raw, boolean presigned) {
        if (raw.isEmpty()) {
            return raw;
        }
        var pairs = new ArrayList<Pair>();
        for (var parameter : Parameters.parse(raw.replace("+", "%2B")).all()) {
            if (!presigned || !parameter.name().equals("X-Amz-Signature")) {
                pairs.add(new Pair(Percent.encode(parameter.name()), Percent.encode(parameter.value())));
            }
        }
        Collections.sort(pairs);
        return pairs.stream().map(pair -> pair.name + "=" + pair.value).collect(Collectors.joining("&"));
    }

    /** Several headers of a name are one with commas; blanks count once. */
    private static String value(List<String> values) {
        if (values.size() == 1) {
            return squeezed(values.getFirst());
        }
        return values.stream().map(CanonicalRequest::squeezed).collect(Collectors.joining(","));
    }

    private static String squeezed(String value) {
        var trimmed = value.strip();
        if (!trimmed.contains("  ")) {
            return trimmed;
        }
        var out = new StringBuilder(trimmed.length());
        for (var i = 0; i < trimmed.length(); i++) {
            if (trimmed.charAt(i) != ' ' || trimmed.charAt(i - 1) != ' ') {
                out.append(trimmed.charAt(i));
            }
        }
        return out.toString();
    }

    /** Ordered by code points of the encoded forms, which are all ASCII. */
    private record Pair(String name, String value) implements Comparable<Pair> {
        @Override
        public int compareTo(Pair other) {
            var byName = name.compareTo(other.name);
            return byName != 0 ? byName : value.compareTo(other.value);
        }
    }
}
