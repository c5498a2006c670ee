package dev.landfall.wire.http;

import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A request as it arrived, its headers read and its body still on the wire. */
public interface HttpRequest {
    /** A fresh UUID, told to the client in every answer and in the log. */
    String id();

    Instant receivedAt();

    /** How long ago it arrived. */
    Duration elapsed();

    /** In upper case, such as {@code PATCH}. */
    String method();

    /** The path as it was sent, percent signs and all, without the query. */
    String rawPath();

    /**
     * The path with its percent signs decoded once. Nothing else is done to it: dots and doubled slashes are still there,
     * so match it against a grammar, never against a file system.
     */
    String path();

    /** What follows the question mark, as it was sent; empty when there is none. */
    String rawQuery();

    /** The first value of a query parameter, decoded. One without an equals sign has the empty value. */
    Optional<String> parameter(String name);

    /** The first value of a header, whatever the case of its name. */
    Optional<String> header(String name);

    /** Every value of a header in the order sent. */
    List<String> headers(String name);

    /** Every header's name in lower case, each once. */
    Collection<String> headerNames();

    /** The client's address, without its port. */
    String remoteAddress();

    /** What the client calls this server: the Host header, with its port where one was given. */
    String authority();

    /** {@code http} or {@code https}. */
    String scheme();

    /** The body's length in bytes; 0 when there is none, absent when it comes in chunks. */
    OptionalLong contentLength();

    /**
     * The body, straight from the connection. The first read tells a client that waits for {@code 100 Continue} to go on;
     * a read that meets the end of the connection before the end of the body throws.
     */
    InputStream body();
}
