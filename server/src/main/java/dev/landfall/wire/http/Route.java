package dev.landfall.wire.http;

/**
 * The endpoint of all paths that start with a prefix. The longest prefix wins.
 *
 * @param prefix begins with a slash; {@code /v2/} takes {@code /v2/} and everything below, and also {@code /v2} itself
 */
public record Route(String prefix, Endpoint endpoint) {
    public Route {
        if (!prefix.startsWith("/") || !prefix.endsWith("/")) {
            throw new IllegalArgumentException("A route's prefix begins and ends with a slash: " + prefix);
        }
    }

    boolean takes(String path) {
        return path.startsWith(prefix) || (path.length() == prefix.length() - 1 && prefix.startsWith(path));
    }
}
